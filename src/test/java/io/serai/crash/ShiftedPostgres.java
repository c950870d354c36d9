package io.serai.crash;

import static org.awaitility.Awaitility.await;

import io.serai.testing.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server whose clock can be put forward and back, by libfaketime. */
final class ShiftedPostgres implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Path clock;
    private final int port;
    private final Process server;

    /** @param folder that nothing else is in */
    ShiftedPostgres(Path folder, Path library) throws IOException, InterruptedException, SQLException {
        // as root the server runs as another user, who has to get in, too
        this.folder = Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        this.clock = folder.resolve("clock");
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
        set(Duration.ZERO);
        Path programs = programs();
        Path data = folder.resolve("data");
        Process created = start(Map.of(), programs.resolve("initdb").toString(), "-D", data.toString(), "-U", "postgres", "-A", "trust", "--no-sync");
        if (!created.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || created.exitValue() != 0) {
            throw new IOException("no server could be made: " + Files.readString(log()));
        }
        server = start(Map.of("LD_PRELOAD", library.toString(), "FAKETIME_TIMESTAMP_FILE", clock.toString(), "FAKETIME_CACHE_DURATION", "1",
            "FAKETIME_DONT_FAKE_MONOTONIC", "1", "FAKETIME_DISABLE_SHM", "1"), programs.resolve("postgres").toString(), "-D", data.toString(), "-p",
            Integer.toString(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=");
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(SQLException.class).until(() -> {
            if (!server.isAlive()) {
                throw new IOException("the server ended: " + Files.readString(log()));
            }
            return time() != null;
        });
    }

    /** Where the server of the other tests has its programs. */
    private static Path programs() throws SQLException {
        try (Connection connection = DriverManager.getConnection(TestDatabase.fresh(), "postgres", "");
             Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SELECT setting FROM pg_config WHERE name = 'BINDIR'")) {
            row.next();
            return Path.of(row.getString(1));
        }
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        List<String> whole = new ArrayList<>();
        if (Files.getOwner(folder).getName().equals("root")) {
            whole.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        // not around the change of user: the library's semaphore would be root's
        whole.add("env");
        environment.forEach((name, value) -> whole.add(name + "=" + value));
        whole.addAll(List.of(command));
        return new ProcessBuilder(whole).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }

    /** Puts the clock so far off the true time; returns when it is. */
    void shift(Duration offset) throws IOException {
        set(offset);
        await().atMost(PATIENCE).until(() -> Duration.between(time(), Instant.now().plus(offset)).abs().toSeconds() < 30);
    }

    private void set(Duration offset) throws IOException {
        // written beside and renamed: the library never reads half of it
        Path next = Files.writeString(folder.resolve("clock.next"), (offset.isNegative() ? "-" : "+") + offset.abs().toSeconds() + "\n");
        Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
    }

    private Instant time() throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery("SELECT extract(epoch FROM clock_timestamp())")) {
            row.next();
            return Instant.ofEpochSecond(row.getLong(1));
        }
    }

    /** Absent where the library is not installed. */
    static Optional<Path> libfaketime() throws IOException {
        for (Path root : List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"))) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.find(root, 3, (path, attributes) -> path.getFileName().toString().equals("libfaketime.so.1"))) {
                    Optional<Path> found = files.findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
    }
}
