package io.serai.ticket;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What sort of record a ticket is (ITIL terms, and {@code alert} for monitoring tools); in JSON in lower case. */
public enum Kind {
    INCIDENT, REQUEST, CHANGE, PROBLEM, ALERT;

    @JsonValue
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidTicketException naming the field, if {@code text} is none of the five */
    @JsonCreator
    public static Kind of(String text) {
        return Words.read("kind", text, Arrays.asList(values()), Kind::json);
    }
}
