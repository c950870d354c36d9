package io.serai.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

class Sha256Test {

    /** FIPS 180-4, the example of one block. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void aTextIsHashedByItsUtf8() {
        assertThat(Sha256.hex("abc")).isEqualTo(ABC);
        assertThat(Sha256.hex("abc", 4)).isEqualTo(ABC.substring(0, 8));
        assertThat(Sha256.of("abc")).hasSize(32).startsWith(0xba, 0x78);
        MessageDigest digest = Sha256.digest();
        digest.update("ü".getBytes(StandardCharsets.UTF_8));
        assertThat(Sha256.hex(digest)).isEqualTo(Sha256.hex("ü"));
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        assertThat(Sha256.ofParts(List.of("ab", "c"))).isNotEqualTo(Sha256.ofParts(List.of("a", "bc"))).isEqualTo(Sha256.hex("2:ab1:c"));
    }
}
