package io.serai.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The part of a page that is made of files of the home: compared with what stands there, or, with {@code -Dserai.docs.write=true}, written. */
record GeneratedPart(Path page, String text) {

    private static final String BEGIN = "<!-- settings:begin -->";
    private static final String END = "<!-- settings:end -->";

    /** @return what is wrong and what to do, if the page does not say what the files say */
    Optional<String> stale(String test) {
        try {
            String old = Files.exists(page) ? Files.readString(page) : "";
            String fresh = replaced(old);
            if (fresh.equals(old)) {
                return Optional.empty();
            }
            if (Boolean.getBoolean("serai.docs.write")) {
                Files.writeString(page, fresh);
                return Optional.empty();
            }
            return Optional.of(page + " does not say what the files say. Run: mvn test -Dtest=" + test + " -Dserai.docs.write=true, and look at what has changed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String replaced(String old) {
        int begin = old.indexOf(BEGIN);
        int end = old.indexOf(END);
        String part = BEGIN + "\n" + text.strip() + "\n" + END;
        if (begin < 0 || end < begin) {
            return old.stripTrailing() + (old.isBlank() ? "" : "\n\n") + part + "\n";
        }
        return old.substring(0, begin) + part + old.substring(end + END.length());
    }

    /** A row of a table; what would break it is escaped. */
    static String row(String... cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(' ').append(cell.strip().replaceAll("\\s+", " ").replace("|", "\\|")).append(" |");
        }
        return row.append('\n').toString();
    }
}
