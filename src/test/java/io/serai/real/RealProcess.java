package io.serai.real;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of another project, installed where it is missing, started for a test, and ended with it. */
final class RealProcess implements AutoCloseable {

    private static final int INSTALL_MINUTES = 5;
    private static final String INSTALL = "apt-get -qq update && apt-get -qq install -y --no-install-recommends -o DPkg::Lock::Timeout=120 ";
    /** Debian starts a service once it is installed, unless this program forbids it (invoke-rc.d(8)). */
    private static final Path POLICY = Path.of("/usr/sbin/policy-rc.d");

    private final Process process;
    private final Path log;

    private RealProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Finds a program, or has Debian's package manager install its packages, without starting any service of theirs. Where the program is not
     * there and cannot be installed, for this is not root or not Debian, the test is skipped.
     *
     * @throws IllegalStateException if the packages cannot be installed though they should
     */
    static void require(String program, String debianPackages) throws IOException, InterruptedException {
        if (isThere(program)) {
            return;
        }
        assumeTrue("root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/apt-get")),
            program + " is missing, and only root can install it with apt-get: " + debianPackages);
        boolean ours = Files.notExists(POLICY);
        if (ours) {
            Files.writeString(POLICY, "#!/bin/sh\nexit 101\n");
            Files.setPosixFilePermissions(POLICY, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try {
            install(program, debianPackages);
        } finally {
            if (ours) {
                Files.deleteIfExists(POLICY);
            }
        }
    }

    private static void install(String program, String debianPackages) throws IOException, InterruptedException {
        Path log = Files.createTempFile("install", ".log");
        ProcessBuilder apt = new ProcessBuilder("sh", "-c", INSTALL + debianPackages).redirectErrorStream(true).redirectOutput(log.toFile());
        apt.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process install = apt.start();
        if (!install.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || install.exitValue() != 0 || !isThere(program)) {
            install.descendants().forEach(ProcessHandle::destroy);
            install.destroy();
            throw new IllegalStateException(program + " is missing, and apt-get cannot install " + debianPackages + ": " + tail(log));
        }
    }

    private static boolean isThere(String program) {
        return Stream.of("/usr/bin", "/usr/sbin").anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
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

    /** @throws IllegalStateException with its last words, if it does not end well in this time */
    void succeed(Duration time) throws InterruptedException {
        if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("it has failed: " + tail(log));
        }
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
