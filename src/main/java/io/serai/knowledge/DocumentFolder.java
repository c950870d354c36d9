package io.serai.knowledge;

import io.serai.document.DocumentPart;
import io.serai.document.DocumentReader;
import io.serai.document.RefusedDocumentException;
import io.serai.home.Fault;
import io.serai.language.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents of other kinds than Markdown in the folder of runbooks, looked for again and again. A file is read when its size and time
 * have stood still from one look to the next, and only if the database does not hold its text already: on a thread of its own, so that the
 * looks go on meanwhile. For one thread, but for the reading.
 */
final class DocumentFolder {

    /** Changes whenever what is read from the same file changes; files read by another version are read again. */
    static final String VERSION = "3";
    private static final Logger LOG = LoggerFactory.getLogger(DocumentFolder.class);
    private static final int DEPTH = 16;
    private static final int ID = 190;
    private static final Set<String> KINDS = Set.of("pdf", "doc", "docx", "docm", "dotx", "xls", "xlsx", "xlsm", "xltx", "ppt", "pptx", "pptm", "ppsx", "html",
        "htm", "xhtml", "txt", "log", "csv", "tsv", "eml", "zip", "markdown", "png", "jpg", "jpeg", "tif", "tiff", "gif", "bmp");

    /**
     * What a look has found.
     *
     * @param read      texts that the database does not hold yet
     * @param asTheyAre what the files are called whose texts stay as they are in the database: unchanged, not read yet, or refused
     */
    record Look(List<RunbookFolder.Found> read, Set<String> asTheyAre) {
    }

    /** What a file came to. */
    private record Outcome(String hash, List<RunbookFolder.Found> found, String fault) {
    }

    private static final class Seen {
        private final FileTime time;
        private final long size;
        private boolean asked;
        private volatile Outcome outcome;

        Seen(BasicFileAttributes attributes) {
            time = attributes.lastModifiedTime();
            size = attributes.size();
        }

        boolean same(BasicFileAttributes attributes) {
            return time.equals(attributes.lastModifiedTime()) && size == attributes.size();
        }
    }

    private final Path folder;
    private final DocumentReader reader;
    private final ThreadPoolExecutor reading = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
        Thread thread = new Thread(task, "knowledge-documents");
        thread.setDaemon(true);
        return thread;
    });
    private Map<Path, Seen> seen = new HashMap<>();

    DocumentFolder(Path folder, DocumentReader reader) {
        this.folder = folder.toAbsolutePath().normalize();
        this.reader = reader;
        reading.allowCoreThreadTimeOut(true);
    }

    /**
     * @param stored what the database holds of the folder: hashes, by what the files are called
     * @param faults takes what is wrong with single files
     * @throws IOException if the folder itself cannot be read
     */
    Look look(Map<String, Set<String>> stored, List<Fault> faults) throws IOException {
        Path real = folder.toRealPath();
        Map<Path, Seen> now = new HashMap<>();
        List<RunbookFolder.Found> read = new ArrayList<>();
        Set<String> asTheyAre = new HashSet<>();
        Set<String> ids = new HashSet<>();
        files(real, faults).forEach((file, attributes) -> {
            String name = RunbookFolder.name(file, real);
            if (!ids.add(file.getFileName().toString())) {
                faults.add(new Fault(name, 1, "has the name of another document in the folder: not read"));
                return;
            }
            Seen before = seen.get(file);
            Seen same = before != null && before.same(attributes) ? before : new Seen(attributes);
            now.put(file, same);
            if (same == before && !same.asked) {
                same.asked = true;
                reading.execute(() -> same.outcome = outcome(file, name, stored.getOrDefault(name, Set.of())));
            }
            Outcome outcome = same.outcome;
            if (outcome != null && outcome.fault() != null) {
                faults.add(new Fault(name, 1, outcome.fault()));
            }
            if (outcome == null || outcome.found().isEmpty()) {
                asTheyAre.add(name);
            } else if (stored.getOrDefault(name, Set.of()).contains(outcome.hash())) {
                same.outcome = new Outcome(outcome.hash(), List.of(), null);
                asTheyAre.add(name);
            } else {
                read.addAll(outcome.found());
            }
        });
        seen = now;
        return new Look(read, asTheyAre);
    }

    private Outcome outcome(Path file, String name, Collection<String> stored) {
        try {
            String hash = RunbookFolder.hash(ChunkRunbook.VERSION, "document", VERSION, name, contentHash(file));
            if (stored.contains(hash)) {
                return new Outcome(hash, List.of(), null);
            }
            List<RunbookFolder.Found> found = new ArrayList<>();
            for (DocumentPart part : reader.read(file, file.getFileName().toString(), words -> LOG.debug("{}: {}", name, words)).parts()) {
                String id = ReadRunbook.idOf(file.getFileName().toString());
                String own = id.substring(0, Math.min(ID, id.length())) + (found.isEmpty() ? "" : "." + found.size());
                found.add(new RunbookFolder.Found(new Runbook(own, part.title(), List.of(), List.of(), part.text(), name), hash, part.language()));
            }
            return new Outcome(hash, found, null);
        } catch (RefusedDocumentException e) {
            return new Outcome("", List.of(), e.getMessage());
        } catch (IOException | RuntimeException e) {
            return new Outcome("", List.of(), "cannot be read: " + e.getMessage());
        }
    }

    private static String contentHash(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Sha256.hex(digest);
    }

    private static Map<Path, BasicFileAttributes> files(Path real, List<Fault> faults) throws IOException {
        TreeMap<Path, BasicFileAttributes> files = new TreeMap<>();
        Files.walkFileTree(real, Set.of(), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                // links are not followed: a document lies where it is
                if (attributes.isRegularFile() && !name.startsWith(".") && !name.startsWith("~$")
                    && KINDS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))) {
                    files.put(file, attributes);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) {
                return FileVisitResult.CONTINUE; // the look for runbooks tells of it
            }
        });
        while (files.size() > RunbookFolder.MOST_FILES) {
            Path left = files.pollLastEntry().getKey();
            if (files.size() == RunbookFolder.MOST_FILES) {
                faults.add(new Fault(RunbookFolder.name(left, real), 1, "the folder has more than " + RunbookFolder.MOST_FILES
                    + " documents; this one and what follows is not read"));
            }
        }
        return files;
    }
}
