package io.serai.resolution;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * Why something breaks.
 *
 * @param code        {@code [A-Z0-9][A-Z0-9_.-]{0,39}}, the tenant's own
 * @param description or {@code null}
 * @param tickets     how many confirmed resolutions name it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RootCause(String code, String title, String description, int version, int tickets, String changedBy, Instant changedAt) {

    static final String CODE = "[A-Z0-9][A-Z0-9_.-]{0,39}";

    /** What a person may say. */
    record Written(String title, String description) {
        Written {
            title = InvalidResolutionException.required("title", title, 300);
            description = InvalidResolutionException.line("description", description, 4_000);
        }
    }
}
