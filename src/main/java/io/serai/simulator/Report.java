package io.serai.simulator;

import java.util.Map;
import java.util.Objects;

/**
 * What is reported to a simulated system; each puts it into the fields it has, and leaves out what it has none for.
 *
 * @param priority 1 (critical) to 4 (low)
 * @param person   who reports it, or {@code null}
 * @param email    of that person, or {@code null}
 * @param host     what it is about, or {@code null}
 * @param tags     further names and values
 */
public record Report(String title, String description, int priority, String person, String email, String host, Map<String, String> tags) {

    public Report {
        Objects.requireNonNull(title, "title");
        description = description == null ? "" : description;
        priority = priority == 0 ? 3 : priority;
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }

    public static Report of(String title) {
        return new Report(title, "Made up for a test.", 3, null, null, "web-07", null);
    }

    Report titled(String other) {
        return new Report(other, description, priority, person, email, host, tags);
    }
}
