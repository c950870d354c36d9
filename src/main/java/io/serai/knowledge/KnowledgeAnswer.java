package io.serai.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * @param items    the hub's own runbooks and reviewed articles, best first
 * @param leads    articles that nobody here has vouched for, best first, possibly none
 * @param degraded why there may be more than was found, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KnowledgeAnswer(List<Evidence> items, List<Evidence> leads, String degraded) {
}
