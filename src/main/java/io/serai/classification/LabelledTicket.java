package io.serai.classification;

import io.serai.home.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A ticket with the category that people gave it.
 *
 * @param description possibly empty
 * @param category    any word; those of the file it comes from
 */
public record LabelledTicket(String title, String description, String category) {

    public LabelledTicket {
        Objects.requireNonNull(title, "title");
        description = description == null ? "" : description;
        Objects.requireNonNull(category, "category");
    }

    /**
     * @param file one JSON object a line: {@code title}, {@code description}, {@code category}
     * @throws IOException with the file, the line and the field that is wrong
     */
    public static List<LabelledTicket> read(Path file) throws IOException {
        List<LabelledTicket> tickets = new ArrayList<>();
        JsonLines.read(file, (where, line) -> tickets.add(new LabelledTicket(JsonLines.text(line, "title"), JsonLines.optional(line, "description"),
            JsonLines.text(line, "category"))));
        return tickets;
    }

    /** What is read of it: a title that opens the description is not read twice. */
    String text() {
        return text(title, description);
    }

    static String text(String title, String description) {
        return description.startsWith(title) ? description : title + "\n" + description;
    }
}
