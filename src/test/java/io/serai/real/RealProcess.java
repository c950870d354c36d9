package io.serai.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of another project, installed where it is missing, started for a test, and ended with it. */
final class RealProcess implements AutoCloseable {

    private static final int INSTALL_MINUTES = 5;

    private final Process process;
    private final Path log;

    private RealProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Finds a program, or has Debian's package manager install its package.
     *
     * @throws IllegalStateException if it is neither there nor can be installed
     */
    static void require(String program, String debianPackage) throws IOException, InterruptedException {
        if (Files.isExecutable(Path.of("/usr/bin", program))) {
            return;
        }
        Path log = Files.createTempFile("install", ".log");
        Process install = new ProcessBuilder("sh", "-c", "apt-get -qq update && apt-get -qq install -y --no-install-recommends " + debianPackage)
            .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!install.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || install.exitValue() != 0) {
            install.destroyForcibly();
            throw new IllegalStateException("/usr/bin/" + program + " is missing, and apt-get cannot install " + debianPackage + ": " + tail(log));
        }
    }

    static RealProcess start(Path folder, String... command) throws IOException {
        Path log = folder.resolve(Path.of(command[0]).getFileName() + ".log");
        return new RealProcess(new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(log.toFile()).start(), log);
    }

    /** @throws IllegalStateException with its last words, if it has ended */
    boolean alive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("it has ended: " + tail(log));
        }
        return true;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String tail(Path log) {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - 2_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
