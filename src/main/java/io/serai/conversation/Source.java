package io.serai.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * What an answer stands on.
 *
 * @param type  {@code runbook}, {@code article} or {@code ticket}
 * @param url   where a person reads it, or {@code null}
 * @param score how likely it is about what was asked, 0.0 to 1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Source(String type, String id, String title, String url, double score) {

    static final String TICKET = "ticket";

    Source {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
    }
}
