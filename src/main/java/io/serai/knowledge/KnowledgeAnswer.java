package io.serai.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * @param items    best first
 * @param degraded why there may be more than was found, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KnowledgeAnswer(List<Evidence> items, String degraded) {
}
