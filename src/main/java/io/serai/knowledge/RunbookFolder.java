package io.serai.knowledge;

import io.serai.home.Fault;
import io.serai.home.HomeFile;
import io.serai.home.HomeFiles;
import io.serai.language.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folder that runbooks are written in, read again and again: a file is opened only if its size or time has changed since the
 * last scan. For one thread.
 */
final class RunbookFolder {

    static final int MOST_FILES = 10_000;
    private static final int DEPTH = 16;

    /**
     * A runbook of the folder.
     *
     * @param hash     SHA-256 of what the runbook says, in hexadecimal; the same for the same runbook on another machine
     * @param language ISO 639-1, or empty if it is not known
     */
    record Found(Runbook runbook, String hash, String language) {

        Found(Runbook runbook, String hash) {
            this(runbook, hash, "");
        }
    }

    private record Read(FileTime time, long size, Found found, List<Fault> faults) {
    }

    private final Path folder;
    private Map<Path, Read> last = new HashMap<>();

    RunbookFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * @param faults takes what is wrong with single files, and which files are left out: too large, one too many, a link that leads
     *               out of the folder, an id that another file has
     * @return the runbooks in the order of their files' names
     * @throws IOException if the folder itself cannot be read
     */
    List<Found> scan(List<Fault> faults) throws IOException {
        Path real = folder.toRealPath();
        Map<Path, Read> now = new LinkedHashMap<>();
        for (Path file : files(real, faults)) {
            try {
                if (!file.toRealPath().startsWith(real)) {
                    faults.add(new Fault(name(file, real), 1, "is a link that leads out of the folder: not read"));
                    continue;
                }
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                Read before = last.get(file);
                boolean same = before != null && before.time().equals(attributes.lastModifiedTime()) && before.size() == attributes.size();
                now.put(file, same ? before : read(file, real, attributes));
            } catch (IOException | UncheckedIOException e) {
                faults.add(new Fault(name(file, real), 1, "cannot be read: " + e.getMessage()));
            }
        }
        last = now;
        return distinct(now.values().stream().peek(read -> faults.addAll(read.faults())).map(Read::found).toList(), faults);
    }

    /** The copies packed in the jar, for a home without a folder. */
    static List<Found> packed(HomeFiles home, List<Fault> faults) {
        List<Found> found = new ArrayList<>();
        for (HomeFile file : home.list("knowledge", ReadRunbook.SUFFIX)) {
            try {
                found.add(found(ReadRunbook.read(file.name(), file.origin(), file.text(), faults)));
            } catch (UncheckedIOException e) {
                faults.add(new Fault(file.origin(), 1, "cannot be read: " + e.getCause().getMessage()));
            }
        }
        return distinct(found, faults);
    }

    private static Set<Path> files(Path real, List<Fault> faults) throws IOException {
        TreeSet<Path> files = new TreeSet<>();
        Files.walkFileTree(real, EnumSet.noneOf(FileVisitOption.class), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.getFileName().toString().endsWith(ReadRunbook.SUFFIX) && Files.isRegularFile(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) {
                faults.add(new Fault(name(file, real), 1, "cannot be read: " + problem.getMessage()));
                return FileVisitResult.CONTINUE;
            }
        });
        while (files.size() > MOST_FILES) {
            Path left = files.pollLast();
            if (files.size() == MOST_FILES) {
                faults.add(new Fault(name(left, real), 1, "the folder has more than " + MOST_FILES + " runbooks; this one and what follows is not read"));
            }
        }
        return files;
    }

    private static Read read(Path file, Path real, BasicFileAttributes attributes) throws IOException {
        List<Fault> faults = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(HomeFile.LIMIT + 1);
            if (bytes.length > HomeFile.LIMIT) {
                faults.add(new Fault(name(file, real), 1, "is larger than " + HomeFile.LIMIT + " bytes: not read"));
                return new Read(attributes.lastModifiedTime(), attributes.size(), null, faults);
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            Runbook runbook = ReadRunbook.read(file.getFileName().toString(), name(file, real), text, faults);
            return new Read(attributes.lastModifiedTime(), attributes.size(), found(runbook), faults);
        }
    }

    private static List<Found> distinct(List<Found> all, List<Fault> faults) {
        Map<String, Found> byId = new LinkedHashMap<>();
        for (Found found : all) {
            if (found != null) {
                Found first = byId.putIfAbsent(found.runbook().id(), found);
                if (first != null) {
                    faults.add(new Fault(found.runbook().origin(), 1,
                        "has the id " + found.runbook().id() + " of " + first.runbook().origin() + ": not read"));
                }
            }
        }
        return List.copyOf(byId.values());
    }

    private static Found found(Runbook runbook) {
        return new Found(runbook, hash(ChunkRunbook.VERSION, runbook.title(), String.join(",", runbook.categories()),
            String.join(",", runbook.actions()), String.join("\n", runbook.products()), runbook.origin(), runbook.text()));
    }

    static String hash(String... parts) {
        return Sha256.ofParts(List.of(parts));
    }

    static String name(Path file, Path real) {
        return real.getFileName() + "/" + real.relativize(file);
    }
}
