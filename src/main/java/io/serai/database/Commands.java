package io.serai.database;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs, with nothing of the hub's environment, where its secrets stand. */
final class Commands {

    private static final List<String> KEPT = List.of("PATH", "SystemRoot", "TEMP", "TMP");
    private static final int SHOWN = 2_000;

    private Commands() {
    }

    /**
     * How a command ended.
     *
     * @param exit   its exit code; -1 if it could not be started, -2 if it ran out of time
     * @param output what it said, the last 2,000 characters
     */
    record Result(int exit, String output) {
        boolean success() {
            return exit == 0;
        }
    }

    static Result run(List<String> command, Path folder, int seconds) {
        return run(command, folder, seconds, "");
    }

    /** @param input what the command reads; it never stands on a command line, which every user may see */
    static Result run(List<String> command, Path folder, int seconds, String input) {
        Path output = null;
        try {
            // to a file, not through a pipe: a server that the command leaves behind may keep a pipe open
            output = Files.createTempFile("serai-", ".out");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
            if (input.isEmpty() && new File("/dev/null").exists()) {
                builder.redirectInput(new File("/dev/null"));
            }
            Map<String, String> environment = builder.environment();
            environment.keySet().retainAll(KEPT);
            environment.put("LC_ALL", "C");
            environment.put("TZ", "UTC");
            Process process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-2, "no end after " + seconds + " s. " + tail(output, 0));
            }
            return new Result(process.exitValue(), tail(output, 0));
        } catch (IOException e) {
            return new Result(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(-2, "interrupted");
        } finally {
            delete(output);
        }
    }

    /** The last of what a file holds behind its first {@code from} bytes, on one line. */
    static String tail(Path file, long from) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer last = ByteBuffer.allocate(SHOWN);
            channel.read(last, Math.max(from, channel.size() - SHOWN));
            return StandardCharsets.ISO_8859_1.decode(last.flip()).toString().strip().replaceAll("\\s*\\R\\s*", " | ");
        }
    }

    private static void delete(Path output) {
        try {
            if (output != null) {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            output.toFile().deleteOnExit();
        }
    }
}
