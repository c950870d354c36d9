package io.serai.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The error file: a CSV file with the number of the line, the number of the row and the reason, a line for each row that makes no ticket. */
final class FaultFile {

    private FaultFile() {
    }

    /** Whole or not at all: what stood under this name before is replaced. */
    static void write(ImportStore store, FileFeed feed, Path target) throws IOException {
        Path draft = target.resolveSibling("." + target.getFileName() + ".new");
        try (BufferedWriter out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
            out.write("line,row,reason\n");
            if (feed.id() != null) {
                store.faults(feed.id(), fault -> line(out, fault.line() + "," + fault.row() + "," + quoted(fault.reason())));
            }
            if (feed.problem().isPresent()) {
                out.write(feed.place().line() + ",," + quoted("the file: " + feed.problem().get()) + "\n");
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void line(BufferedWriter out, String text) {
        try {
            out.write(text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No reason begins like a formula: they are the hub's own sentences. A column's name that one quotes may hold anything. */
    private static String quoted(String reason) {
        return '"' + reason.replace("\"", "\"\"").replaceAll("[\\r\\n]+", " ") + '"';
    }
}
