package io.serai.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code postmaster.pid}, which a running PostgreSQL keeps in its data folder and one that was killed leaves behind.
 * Lines as of PostgreSQL 18 (src/include/utils/pidfile.h): 1 process id, 2 data folder, 3 start time, 4 port, 5 socket folder,
 * 6 listen address, 7 shared memory key, 8 status.
 */
record PostmasterFile(Path file, long pid, int port) {

    /** More than any system gives: PostgreSQL takes such a process for dead, and still looks after shared memory left behind. */
    private static final long NOBODY = Integer.MAX_VALUE - 1L;

    static Optional<PostmasterFile> read(Path postgres) throws IOException {
        Path file = postgres.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        return Optional.of(new PostmasterFile(file, number(lines, 0), (int) number(lines, 3)));
    }

    private static long number(List<String> lines, int index) {
        String text = lines.size() > index ? lines.get(index).strip() : "";
        return text.matches("\\d{1,10}") ? Long.parseLong(text) : 0;
    }

    /** True if the process is there and is a PostgreSQL on this folder, not one that got the number later. */
    boolean running() {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
        if (Files.exists(commandLine)) {
            try {
                List<String> words = List.of(Files.readString(commandLine, StandardCharsets.UTF_8).split("\0"));
                return words.get(0).endsWith("postgres") && words.contains(file.getParent().toString());
            } catch (IOException e) {
                return false;
            }
        }
        return process.get().info().command().filter(command -> Path.of(command).getFileName().toString().startsWith("postgres")).isPresent();
    }

    /** Some other process has the number now: PostgreSQL would refuse to start, as it cannot tell that process from its own. */
    boolean taken() {
        return !running() && ProcessHandle.of(pid).isPresent();
    }

    /** Puts a process that cannot exist in place of one that has nothing to do with PostgreSQL. */
    void disown() throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        lines.set(0, Long.toString(NOBODY));
        Files.write(file, lines, StandardCharsets.ISO_8859_1);
    }
}
