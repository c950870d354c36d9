package io.serai.action;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How much an action can break, least first. Only {@code safe-write} may ever run without a person. */
public enum Risk {
    /** Changes something small that can be repeated or undone, and endangers no data: restart, clear a cache, unlock. */
    SAFE_WRITE,
    /** Changes something that takes work to undo: resize, fail over. */
    RISKY_WRITE,
    /** May destroy data or cut off people. */
    DESTRUCTIVE;

    @JsonValue
    public String json() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static Risk of(String text) {
        return Arrays.stream(values()).filter(risk -> risk.json().equals(text)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("risk is not one of safe-write, risky-write, destructive"));
    }
}
