package io.serai.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of this process for documents on their way: all names in it are ours. It goes with the process; what a process that was
 * killed has left behind is removed when the next one starts.
 */
final class WorkFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})-[0-9a-f-]{36}");

    private final Path own;

    /** @param root may be shared with other processes of this machine, and with none of another */
    WorkFolder(Path root) {
        Path folder = root.toAbsolutePath().normalize();
        ProcessHandle process = ProcessHandle.current();
        own = folder.resolve(process.pid() + "-" + started(process) + "-" + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            try (Stream<Path> others = Files.list(folder)) {
                others.filter(WorkFolder::isLeftBehind).forEach(WorkFolder::remove);
            }
            Files.createDirectory(own);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for documents, " + folder + ", cannot be used: " + e.getMessage(), e);
        }
    }

    Path path() {
        return own;
    }

    /** A new folder in this one. */
    Path folder(String purpose) throws IOException {
        return Files.createDirectory(own.resolve(purpose + "-" + UUID.randomUUID()));
    }

    /** A name for a new file in this folder. */
    Path file() {
        return own.resolve(UUID.randomUUID() + ".bin");
    }

    /** A number of a process is given again to a later one; when that began tells the two apart. */
    private static boolean isLeftBehind(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).filter(process -> started(process) == Long.parseLong(name.group(2))).isEmpty();
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, IOException problem) throws IOException {
                    Files.deleteIfExists(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.warn("The folder {} cannot be removed: {}", folder, e.getMessage());
        }
    }

    @Override
    public void close() {
        remove(own);
    }
}
