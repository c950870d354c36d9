package io.serai.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One data folder for all of these, as in a hub's life: what one leaves there, the next finds. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "kills processes by signal")
class EmbeddedDatabaseIT {

    @TempDir
    private static Path home;

    private static Path data() {
        return home.resolve("data");
    }

    private static Optional<PostmasterFile> postmaster() throws IOException {
        return PostmasterFile.read(data().toRealPath().resolve("postgres")).filter(PostmasterFile::running);
    }

    @AfterEach
    void leavesNoPostgresBehind() throws IOException {
        if (postmaster().isPresent()) {
            try (ProbeProcess hub = ProbeProcess.start(data())) {
                assertThat(hub.says()).startsWith("ready");
                assertThat(hub.end()).isEqualTo("stopped");
            }
        }
        assertThat(postmaster()).isEmpty();
    }

    @Test
    void findsItsDataAfterTheHubWasKilledWhilePostgresLivesOn() throws IOException {
        try (ProbeProcess hub = ProbeProcess.start(data())) {
            assertThat(hub.says()).startsWith("ready");
            hub.asked("CREATE TABLE a AS SELECT 'kept' AS word");
            hub.asked("BEGIN");
            hub.asked("LOCK TABLE a");
            hub.kill();
        }
        long left = postmaster().orElseThrow().pid();

        try (ProbeProcess hub = ProbeProcess.start(data())) {
            assertThat(hub.says()).startsWith("ready").contains("taken over from a hub that was killed");
            assertThat(hub.asked("SELECT word FROM a")).isEqualTo("kept");
            assertThat(hub.asked("ALTER TABLE a ADD another text")).as("the killed hub's lock is gone").isEqualTo("done");
            assertThat(postmaster().orElseThrow().pid()).isEqualTo(left);
            assertThat(hub.end()).isEqualTo("stopped");
        }
    }

    @Test
    void findsItsDataAfterHubAndPostgresWereKilled() throws IOException {
        try (ProbeProcess hub = ProbeProcess.start(data())) {
            assertThat(hub.says()).startsWith("ready");
            hub.asked("CREATE TABLE b AS SELECT 'kept' AS word");
            hub.kill();
        }
        ProcessHandle.of(postmaster().orElseThrow().pid()).orElseThrow().destroyForcibly();

        try (ProbeProcess hub = ProbeProcess.start(data())) {
            assertThat(hub.says()).startsWith("ready").contains("started");
            assertThat(hub.asked("SELECT word FROM b")).isEqualTo("kept");
        }
    }

    @Test
    void refusesAFolderThatAnotherHubHolds() throws IOException {
        try (ProbeProcess first = ProbeProcess.start(data())) {
            assertThat(first.says()).startsWith("ready");
            try (ProbeProcess second = ProbeProcess.start(data())) {
                assertThat(second.says()).startsWith("failed").contains(data().toRealPath().toString(), "process " + first.pid(), "SERAI_HOME");
            }
            assertThat(first.asked("SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void startsThoughAnotherProcessGotTheNumberOfAKilledPostgres() throws IOException {
        try (ProbeProcess hub = ProbeProcess.start(data())) {
            assertThat(hub.says()).startsWith("ready");
            hub.asked("CREATE TABLE c AS SELECT 'kept' AS word");
            hub.kill();
        }
        PostmasterFile left = postmaster().orElseThrow();
        ProcessHandle.of(left.pid()).orElseThrow().destroyForcibly();
        await().until(() -> !left.running());
        List<String> lines = Files.readAllLines(left.file());
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(left.file(), lines);

        try (ProbeProcess hub = ProbeProcess.start(data())) {
            assertThat(hub.says()).startsWith("ready");
            assertThat(hub.asked("SELECT word FROM c")).isEqualTo("kept");
        }
    }

    @Test
    void setsTheDatabaseToANewSecretWhenTheOldOneIsLost() throws IOException {
        try (ProbeProcess hub = ProbeProcess.start(data())) {
            assertThat(hub.says()).startsWith("ready");
            assertThat(hub.end()).isEqualTo("stopped");
        }
        Path secret = data().resolve("database.secret");
        String old = Files.readString(secret);
        Files.delete(secret);

        try (ProbeProcess hub = ProbeProcess.start(data())) {
            assertThat(hub.says()).startsWith("ready");
            assertThat(hub.asked("SELECT 1")).isEqualTo("1");
        }
        assertThat(Files.readString(secret)).isNotEqualTo(old);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret))).isEqualTo("rw-------");
    }

    @Test
    void startsPostgresAgainWhenItEndsWhileTheHubRuns() throws IOException {
        try (ProbeProcess hub = ProbeProcess.start(data())) {
            assertThat(hub.says()).startsWith("ready");
            assertThat(hub.asked("SELECT 1")).isEqualTo("1");
            PostmasterFile before = postmaster().orElseThrow();
            ProcessHandle.of(before.pid()).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(60)).until(() -> postmaster().filter(now -> now.pid() != before.pid()).isPresent());
            assertThat(postmaster().orElseThrow().port()).isEqualTo(before.port());
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() throws IOException {
        try (ProbeProcess hub = ProbeProcess.start(data())) {
            assertThat(hub.says()).startsWith("ready");
            String server = "jdbc:postgresql://127.0.0.1:" + postmaster().orElseThrow().port();
            assertThatThrownBy(() -> DriverManager.getConnection(server + "/serai", "serai", "guessed")).hasMessageContaining("password");
            assertThatThrownBy(() -> DriverManager.getConnection(server + "/serai", "postgres", "")).hasMessageContaining("pg_hba.conf");
            assertThat(hub.asked("SHOW fsync")).isEqualTo("on");
            assertThat(hub.asked("SHOW synchronous_commit")).isEqualTo("on");
            assertThat(hub.asked("SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(hub.asked("SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user")).isEqualTo("false");
            assertThat(hub.asked("SHOW server_encoding")).isEqualTo("UTF8");
        }
    }
}
