package io.serai.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The hub's data folder, held by this process: the lock on {@code hub.lock} is the judge of who may use it, and the
 * system lets go of it however the process ends.
 */
final class DataFolder implements AutoCloseable {

    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    /** Far behind the text, as Windows lets nobody read what is locked. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** @throws DatabaseStartException naming the folder and the process, if another one holds it */
    static DataFolder hold(Path data) {
        return tryHold(data).orElseThrow(() -> {
            String holder = holder(data);
            return new DatabaseStartException("The data folder " + data + " is in use by another hub, or by a command that uses its database"
                + (holder.isEmpty() ? "." : ", process " + holder + "."),
                "Stop that hub, or let the command end, or give this hub a folder of its own with SERAI_HOME. Hubs that share the work share an"
                    + " external database: set SERAI_DATABASE_URL.");
        });
    }

    private static String holder(Path data) {
        try {
            return Files.readString(data.resolve("hub.lock")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** @return nothing if another process holds it */
    static Optional<DataFolder> tryHold(Path data) {
        FileChannel channel = null;
        try {
            Files.createDirectories(data);
            Path folder = data.toRealPath();
            Path file = folder.resolve("hub.lock");
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return Optional.of(new DataFolder(folder, channel));
        } catch (IOException e) {
            throw new DatabaseStartException("The data folder " + data + " cannot be used: " + e,
                "Let this user write there, or set SERAI_HOME to a folder that it may write.", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return folder;
    }

    Path postgres() {
        return folder.resolve("postgres");
    }

    Path log() {
        return postgres().resolve("postgres.log");
    }

    /**
     * The password of the hub's role, 256 random bits, made when first asked for and kept in {@code database.secret},
     * which only the hub's user may read.
     */
    String secret() throws IOException {
        Path file = secretOf(folder);
        if (!Files.exists(file)) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random), "rw-------");
        }
        String secret = Files.readString(file).strip();
        if (!secret.matches("[A-Za-z0-9_-]{20,}")) {
            throw new DatabaseStartException(file + " does not hold a secret as the hub makes it.",
                "Delete the file: the hub makes a new one and sets the database to it.");
        }
        if (POSIX) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return secret;
    }

    static Path secretOf(Path folder) {
        return folder.resolve("database.secret");
    }

    /** Writes a small file whole or not at all, and flushes it; never open to others while it is written. */
    static void write(Path file, String text, String permissions) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try (FileChannel out = POSIX
            ? FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        if (POSIX) {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(permissions));
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
