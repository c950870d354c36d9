package io.serai.knowledgebase;

import java.time.Instant;
import java.util.List;

/**
 * What a person may say about an article; what is not here cannot be set from outside.
 *
 * @param kind     {@code article} (by default) or {@code runbook}; counts only when it is created
 * @param owner    who sees to it; by default who creates it
 * @param reviewAt when somebody is to look whether it is still right, or {@code null}
 * @param comment  what has changed, at most 500 characters, or {@code null}
 */
record Written(String kind, String title, String body, List<String> categories, List<String> labels, List<Step> steps, String owner,
               Instant reviewAt, String comment) {

    Content content() {
        return new Content(title, body, categories, labels, steps);
    }
}
