package io.serai.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A page that was approved here.
 *
 * @param name       unique among the tenant's pages, {@code [A-Za-z0-9._-]{1,200}}
 * @param type       {@link Evidence#RUNBOOK} or {@link Evidence#ARTICLE}
 * @param title      one line, 1 to 500 characters
 * @param text       Markdown
 * @param categories words of {@link io.serai.ticket.Category}, possibly none
 * @param actions    names of catalogue actions, possibly none
 * @param labels     possibly none
 */
public record PublishedPage(String tenant, String name, String type, String title, String text, List<String> categories, List<String> actions,
                            List<String> labels, Instant changedAt) {

    public PublishedPage {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(changedAt, "changedAt");
        categories = List.copyOf(categories);
        actions = List.copyOf(actions);
        labels = List.copyOf(labels);
    }
}
