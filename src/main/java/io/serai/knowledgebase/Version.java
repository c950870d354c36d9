package io.serai.knowledgebase;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * One version of an article.
 *
 * @param comment      what has changed, or {@code null}
 * @param restoredFrom the version whose content it took up again, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Version(int version, @JsonUnwrapped Content content, String author, String comment, Integer restoredFrom, Instant madeAt) {
}
