package io.serai.database;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A {@link DatabaseProbe} in a process of its own; each answer must come within a minute. */
final class ProbeProcess implements AutoCloseable {

    private static final String MARK = "probe: ";

    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    private ProbeProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    static ProbeProcess start(Path data) throws IOException {
        return start(data, System.getProperty("java.class.path"), List.of());
    }

    /** @param before a command that runs the rest of its line as another user, or nothing */
    static ProbeProcess start(Path data, String classPath, List<String> before) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:TieredStopAtLevel=1",
            "-cp", classPath, DatabaseProbe.class.getName(), data.toString()));
        return new ProbeProcess(new ProcessBuilder(command).directory(new File("/")).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** The next line that the probe says. */
    String says() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    if (line.startsWith(MARK)) {
                        return line.substring(MARK.length());
                    }
                }
                return "nothing more";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).orTimeout(60, TimeUnit.SECONDS).join();
    }

    String asked(String sql) throws IOException {
        in.write(sql + "\n");
        in.flush();
        return says();
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends it as a hub ends. */
    String end() throws IOException {
        in.close();
        String last = says();
        process.onExit().join();
        return last;
    }

    @Override
    public void close() {
        kill();
    }
}
