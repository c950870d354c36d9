package io.serai.document;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One process that reads documents, as the hub sees it. For one thread at a time; of no use any more once it has been {@link #alive} no longer. */
final class ReaderProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    /** A reader that says more than this of one document is not ours. */
    private static final int MOST_BYTES = 64 << 20;
    private static final String PACKED = "BOOT-INF";
    /** The exit code that -XX:+ExitOnOutOfMemoryError gives. */
    private static final int OUT_OF_MEMORY = 3;

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Path folder;
    private final ScheduledExecutorService clock;
    private final DocumentProperties properties;

    /** @param folder its own, removed when it ends */
    ReaderProcess(Path folder, DocumentProperties properties, ScheduledExecutorService clock) throws IOException {
        this.folder = folder;
        this.clock = clock;
        this.properties = properties;
        ProcessBuilder builder = new ProcessBuilder(command(folder, properties)).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        String path = environment.get("PATH");
        environment.clear();
        if (path != null) {
            environment.put("PATH", path); // where tesseract is
        }
        environment.put("TMPDIR", folder.toString());
        environment.put("OMP_THREAD_LIMIT", "1");
        process = builder.start();
        in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        out = new DataOutputStream(process.getOutputStream());
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> alarm = clock.schedule(() -> kill(late), START.toMillis(), TimeUnit.MILLISECONDS);
        try {
            if (in.readByte() != ReaderWire.READY || !ReaderWire.read(in, 0).isEmpty()) {
                throw new IOException("it says something else than that it is ready");
            }
        } catch (IOException e) {
            close();
            throw new IOException("a reader of documents does not start" + (late.get() ? " within " + START.toSeconds() + " s" : ": " + e.getMessage()), e);
        } finally {
            alarm.cancel(false);
        }
    }

    private static List<String> command(Path folder, DocumentProperties properties) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + properties.memory().toMegabytes() + "m", "-Xss2m", "-XX:MaxMetaspaceSize=128m", "-XX:MaxDirectMemorySize=16m",
            "-XX:ReservedCodeCacheSize=48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData", "-Djava.awt.headless=true", "-Djava.io.tmpdir=" + folder, "-Duser.home=" + folder,
            "-Dpdfbox.fontcache=" + folder, "-Dfile.encoding=UTF-8"));
        URL here = ReaderProgram.class.getProtectionDomain().getCodeSource().getLocation();
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path"))));
        if (here.toString().contains(PACKED)) {
            command.addAll(List.of("-Dloader.main=" + ReaderProgram.class.getName(), "org.springframework.boot.loader.launch.PropertiesLauncher"));
        } else {
            command.add(ReaderProgram.class.getName());
        }
        command.add(folder.toString());
        command.addAll(properties.limits().words());
        return command;
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    /**
     * Reads a file.
     *
     * @throws RefusedDocumentException if it is not read, and why; if the process had to be ended for it, it is dead afterwards
     */
    DocumentReader.Text read(Path file, String name, Consumer<String> progress) {
        try (Alarm alarm = new Alarm()) {
            try {
                ReaderWire.write(out, List.of(file.toAbsolutePath().toString(), name));
                out.flush();
                return answer(name, progress, alarm);
            } catch (IOException e) {
                boolean exhausted = !alarm.late.get() && exitCode().filter(code -> code == OUT_OF_MEMORY).isPresent();
                kill(new AtomicBoolean());
                throw new RefusedDocumentException("'" + UnpackZip.label(name) + "' " + (alarm.late.get() ? "takes more than " + properties.time().toSeconds() + " s to read"
                    + (alarm.scanning ? " one of its pictures" : "")
                    : exhausted ? "takes more than " + properties.memory().toMegabytes() + " MB of memory to read" : "ends the program that reads it"));
            }
        }
    }

    /** Ends the process when a document has had its time; a picture or a scanned page has time of its own, until those together have had theirs. */
    private final class Alarm implements AutoCloseable {
        private final AtomicBoolean late = new AtomicBoolean();
        private final long start = System.nanoTime();
        private ScheduledFuture<?> next = clock.schedule(() -> kill(late), properties.time().toMillis(), TimeUnit.MILLISECONDS);
        private boolean scanning;

        void scan() {
            if (System.nanoTime() - start < properties.time().plus(properties.scan()).toNanos()) {
                scanning = true;
                next.cancel(false);
                next = clock.schedule(() -> kill(late), properties.time().toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void close() {
            next.cancel(false);
        }
    }

    /** A process that ends closes its streams a moment before it is gone. */
    private Optional<Integer> exitCode() {
        try {
            return process.waitFor(2, TimeUnit.SECONDS) ? Optional.of(process.exitValue()) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private DocumentReader.Text answer(String name, Consumer<String> progress, Alarm alarm) throws IOException {
        List<DocumentPart> parts = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        int left = MOST_BYTES;
        while (true) {
            byte kind = in.readByte();
            List<String> texts = ReaderWire.read(in, left);
            left -= texts.stream().mapToInt(String::length).sum();
            switch (kind) {
                case ReaderWire.PROGRESS -> progress.accept(texts.get(0));
                case ReaderWire.SCAN -> {
                    alarm.scan();
                    progress.accept(texts.get(0));
                }
                case ReaderWire.PART -> parts.add(ReaderWire.part(texts));
                case ReaderWire.LEFT -> leftOut.addAll(texts);
                case ReaderWire.REFUSED -> throw new RefusedDocumentException(texts.get(0));
                case ReaderWire.END -> {
                    return new DocumentReader.Text(parts, leftOut);
                }
                default -> throw new IOException("a reader says " + kind + " of '" + name + "'");
            }
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Ends the process and whatever it has started. */
    private void kill(AtomicBoolean late) {
        late.set(true);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill(new AtomicBoolean());
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        WorkFolder.remove(folder);
    }
}
