package io.serai.conversation;

/** A message that must not exist: names the field and what is wrong with it, never the field's text. */
class InvalidMessageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidMessageException(String field, String fault) {
        super("'" + field + "' " + fault + ".");
    }
}
