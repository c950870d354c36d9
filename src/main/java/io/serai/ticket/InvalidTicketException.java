package io.serai.ticket;

import io.serai.work.NotRetryable;

/** A ticket that must not exist: names the field and what is wrong with it, never the field's text. */
public class InvalidTicketException extends IllegalArgumentException implements NotRetryable {

    private final String field;

    public InvalidTicketException(String field, String fault) {
        super("ticket." + field + " " + fault);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
