package io.serai.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs for this machine, unpacked from the class path (about 60 MB) into a folder named after their checksum,
 * so that another build never runs with half of these.
 */
final class PostgresBinaries {

    private static final String FOLDER = "postgres-binaries";

    private final Path root;

    private PostgresBinaries(Path root) {
        this.root = root;
    }

    /**
     * @param data held by this process, so that nobody else unpacks there
     * @throws DatabaseStartException if there are no programs for this operating system and processor
     */
    static PostgresBinaries unpack(DataFolder data) throws IOException {
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"), Files.exists(Path.of("/etc/alpine-release")));
        URL archive = PostgresBinaries.class.getResource("/postgres-" + platform + ".txz");
        if (archive == null) {
            throw new DatabaseStartException("This build of the hub carries no PostgreSQL for " + platform + ".",
                "Build it on such a machine, or with -Dserai.platforms=all; or use an external PostgreSQL: set SERAI_DATABASE_URL.");
        }
        Path folder = data.path().resolve(FOLDER);
        Path root = folder.resolve(platform + "-" + checksum(archive));
        if (!Files.isDirectory(root)) {
            Path draft = folder.resolve(".new");
            FileSystemUtils.deleteRecursively(draft);
            Files.createDirectories(draft);
            try (InputStream in = archive.openStream()) {
                unpack(in, draft);
            }
            Files.move(draft, root);
        }
        return new PostgresBinaries(root);
    }

    /** As the archives are named: {@code linux-x86_64}, {@code linux-arm_64}, {@code darwin-arm_64}, {@code linux-x86_64-alpine_linux}, … */
    static String platform(String osName, String osArch, boolean alpine) {
        String name = osName.toLowerCase(Locale.ROOT);
        String system = name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name.replaceAll("[^a-z0-9]", "");
        String processor = switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> osArch;
        };
        return system + "-" + processor + (alpine ? "-alpine_linux" : "");
    }

    private static String checksum(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar && jar.getJarEntry() != null && jar.getJarEntry().getCrc() > 0) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(connection.getInputStream(), sum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Long.toHexString(sum.getValue());
    }

    private static void unpack(InputStream archive, Path root) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = root.resolve(entry.getName()).normalize();
                if (!target.startsWith(root)) {
                    throw new IOException("the archive of PostgreSQL's programs holds " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (!target.toString().endsWith(".a")) {
                    Files.createDirectories(target.getParent());
                    write(tar, entry, target, root);
                }
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target, Path root) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        if (entry.isLink()) {
            Files.createLink(target, root.resolve(entry.getLinkName()).normalize());
            return;
        }
        Files.copy(tar, target);
        if (Files.getFileStore(target).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> permissions = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
            if ((entry.getMode() & 0100) != 0) {
                permissions.addAll(EnumSet.of(PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
            }
            Files.setPosixFilePermissions(target, permissions);
        }
        if (entry.getSize() > 1 << 14) {
            // a power cut after the folder got its name must not leave an empty program behind
            try (FileChannel written = FileChannel.open(target, StandardOpenOption.WRITE)) {
                written.force(true);
            }
        }
    }

    /** Where {@code initdb}, {@code pg_ctl} and {@code postgres} are. */
    Path root() {
        return root;
    }

    String program(String name) {
        return root.resolve("bin").resolve(name).toString();
    }

    /** Removes what other builds unpacked here; to be called when nothing runs from there any more. */
    void removeOthers() throws IOException {
        List<Path> others;
        try (Stream<Path> builds = Files.list(root.getParent())) {
            others = builds.filter(build -> !build.equals(root)).toList();
        }
        for (Path other : others) {
            FileSystemUtils.deleteRecursively(other);
        }
    }
}
