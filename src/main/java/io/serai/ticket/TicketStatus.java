package io.serai.ticket;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/**
 * Status of a ticket; in JSON in lower case. The order is the order of a ticket's life: of two updates with the same
 * source time the one further down wins, so that a recovery is never undone by the trigger that arrived late.
 */
public enum TicketStatus {
    OPEN, IN_PROGRESS, PENDING, RESOLVED, CLOSED;

    @JsonValue
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True for {@code resolved} and {@code closed}: nothing is left to be done. */
    public boolean isFinal() {
        return this == RESOLVED || this == CLOSED;
    }

    /** @throws InvalidTicketException naming the field, if {@code text} is none of the five */
    @JsonCreator
    public static TicketStatus of(String text) {
        return Words.read("status", text, Arrays.asList(values()), TicketStatus::json);
    }
}
