package io.serai.ticket;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Priority, most urgent first; in JSON in lower case. */
public enum Priority {
    CRITICAL, HIGH, MEDIUM, LOW;

    @JsonValue
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidTicketException naming the field, if {@code text} is none of the four */
    @JsonCreator
    public static Priority of(String text) {
        return Words.read("priority", text, Arrays.asList(values()), Priority::json);
    }
}
