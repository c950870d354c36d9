package io.serai.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Runs PostgreSQL's programs on one data folder. Whoever uses it holds the data folder, so every postmaster that is found
 * there belongs to a hub that is gone.
 */
final class PostgresServer {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final String HELP = "The last lines of its log are above; the whole is in postgres.log in its folder."
        + " See docs/operate-database.md.";
    /** Recovery after a crash replays at most {@code max_wal_size} and some more. */
    private static final int START_SECONDS = 300;
    private static final int STOP_SECONDS = 60;
    private static final int ATTEMPTS = 20;
    private static final long LOG_LIMIT = 8L << 20;

    private final DataFolder data;
    private final PostgresBinaries binaries;
    private final RunAs user;

    PostgresServer(DataFolder data, PostgresBinaries binaries, RunAs user) {
        this.data = data;
        this.binaries = binaries;
        this.user = user;
    }

    /** Makes a new cluster beside its final place, so that one half made is never taken for a whole one. */
    void create(String settings, String rules, String sql) throws IOException {
        Path draft = data.path().resolve("postgres.new");
        FileSystemUtils.deleteRecursively(draft);
        Files.createDirectory(draft);
        user.own(draft);
        // --auth=reject: nobody comes in before the rules below are written, and the superuser needs no password
        check("initdb failed", run(120, "initdb", "-D", draft.toString(), "-U", "postgres", "--auth=reject", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--text-search-config=english", "--data-checksums",
            "--no-instructions", "--no-sync"));
        Files.writeString(draft.resolve("postgresql.conf"), "include 'serai.conf'\n# what an operator sets for this hub; wins\n"
            + "include_if_exists '../postgres.conf'\n");
        configure(draft, settings, rules);
        single(draft, sql, "-c", "fsync=off");
        // flushed once, at the end: until the folder has its final name, a power cut costs nothing
        check("initdb --sync-only failed", run(120, "initdb", "-D", draft.toString(), "--sync-only"));
        Files.move(draft, data.postgres(), StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(data.path())) {
            folder.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be flushed on this system", data.path());
        }
    }

    /** @return whether anything changed, so that a running server does not know it */
    boolean configure(Path postgres, String settings, String rules) throws IOException {
        return replace(postgres.resolve("serai.conf"), settings) | replace(postgres.resolve("pg_hba.conf"), rules);
    }

    private boolean replace(Path file, String text) throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return false;
        }
        DataFolder.write(file, text, "rw-------");
        user.own(file);
        return true;
    }

    /** Runs SQL without a server, as superuser, without any password; one statement a line. */
    void single(Path postgres, String sql, String... options) {
        List<String> command = new ArrayList<>(List.of(binaries.program("postgres"), "--single", "-D", postgres.toString(),
            "-c", "log_min_messages=error"));
        command.addAll(List.of(options));
        command.add("postgres");
        Commands.Result result = Commands.run(user.command(command), binaries.root(), START_SECONDS, sql);
        if (!result.success() || result.output().contains("ERROR:")) {
            throw new DatabaseStartException("PostgreSQL cannot be set up in " + postgres + ": " + result.output(), HELP);
        }
    }

    /** Of the programs, as {@code PG_VERSION} has it in a data folder: {@code 18}. */
    String majorVersion() {
        Commands.Result result = run(10, "postgres", "-V");
        check("PostgreSQL's programs do not run here", result);
        return result.output().replaceFirst("^\\D*(\\d+).*$", "$1");
    }

    /** The postmaster on the folder, if one is alive. */
    Optional<PostmasterFile> running() throws IOException {
        return PostmasterFile.read(data.postgres()).filter(PostmasterFile::running);
    }

    /** Whether a running server was started from these programs, not from those of another build. */
    boolean sameProgram() throws IOException {
        Path options = data.postgres().resolve("postmaster.opts");
        return Files.exists(options) && Files.readString(options).startsWith(binaries.program("postgres"));
    }

    /**
     * Starts the server and waits until it takes connections.
     *
     * @param wanted the port to use if it is free, or 0
     * @return the port it listens on, on 127.0.0.1 only
     */
    int start(int wanted) throws IOException {
        rotateLog();
        int port = freePort(wanted);
        for (int attempt = 1; ; attempt++) {
            Optional<PostmasterFile> left = PostmasterFile.read(data.postgres());
            if (left.filter(PostmasterFile::taken).isPresent()) {
                left.get().disown();
            }
            long said = Files.exists(data.log()) ? Files.size(data.log()) : 0;
            Commands.Result result = run(START_SECONDS + 5, "pg_ctl", "start", "-s", "-w", "-t", Integer.toString(START_SECONDS),
                "-D", data.postgres().toString(), "-l", data.log().toString(), "-o", "-p " + port);
            if (result.success()) {
                return port;
            }
            String log = Commands.tail(data.log(), said);
            boolean portTaken = log.contains("Address already in use");
            boolean leaving = log.contains("pre-existing shared memory block") || log.contains("already exists");
            if (attempt == ATTEMPTS || !portTaken && !leaving) {
                throw new DatabaseStartException("PostgreSQL does not start in " + data.postgres() + ": " + result.output() + " " + log, HELP);
            }
            if (portTaken) {
                port = freePort(0);
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    /** Ends the server: clients are cut off, what is committed is on disk, the next start recovers nothing. */
    void stop() throws IOException {
        for (String mode : List.of("fast", "immediate")) {
            Optional<PostmasterFile> running = running();
            if (running.isEmpty()) {
                return;
            }
            Commands.Result result = run(STOP_SECONDS + 5, "pg_ctl", "stop", "-s", "-w", "-t", Integer.toString(STOP_SECONDS), "-m", mode,
                "-D", data.postgres().toString());
            if (!result.success()) {
                LOG.warn("PostgreSQL (process {}) does not stop by pg_ctl stop -m {}: {}", running.get().pid(), mode, result.output());
            }
        }
        running().flatMap(left -> ProcessHandle.of(left.pid())).ifPresent(ProcessHandle::destroyForcibly);
    }

    private Commands.Result run(int seconds, String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(binaries.program(program)));
        command.addAll(List.of(arguments));
        return Commands.run(user.command(command), binaries.root(), seconds);
    }

    private static void check(String fault, Commands.Result result) {
        if (!result.success()) {
            throw new DatabaseStartException(fault + ": " + result.output(), HELP);
        }
    }

    private void rotateLog() throws IOException {
        if (Files.exists(data.log()) && Files.size(data.log()) > LOG_LIMIT) {
            Files.move(data.log(), data.log().resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw e;
            }
            return freePort(0);
        }
    }
}
