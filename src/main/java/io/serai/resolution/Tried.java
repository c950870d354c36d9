package io.serai.resolution;

import java.util.Objects;

/**
 * Something that was tried on a ticket.
 *
 * @param text   one line
 * @param helped whether it did
 */
public record Tried(String text, boolean helped) {

    public Tried {
        Objects.requireNonNull(text, "text");
    }
}
