package io.serai.article;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What came of asking for an article: its content, the news that it is gone, or why it cannot be read.
 *
 * @param wanted  what was asked for
 * @param state   which of the three
 * @param title   one line, or {@code null} without content
 * @param url     http(s) address where a person reads it, or {@code null}
 * @param format  how {@code body} is written, or {@code null} without content
 * @param body    as the source holds it, hostile until cleaned; or {@code null} without content
 * @param labels  the source's own words for what it is about (space, labels, topic), possibly none
 * @param categories categories of tickets it is about, as words; possibly none, possibly unknown ones
 * @param changedAt when the source last changed it, or {@code null} if it does not say
 * @param fault   why it cannot be read, or {@code null}
 * @param attachments documents that are attached to it, each id once; possibly none
 */
public record Article(WantedArticle wanted, State state, String title, String url, Format format, String body, List<String> labels,
                      List<String> categories, Instant changedAt, String fault, List<Attachment> attachments) {

    public enum State { THERE, GONE, UNREADABLE }

    /** {@code STORAGE} is Confluence's XHTML with macros. */
    public enum Format { HTML, STORAGE, TEXT }

    public Article {
        Objects.requireNonNull(wanted, "wanted");
        Objects.requireNonNull(state, "state");
        if (state == State.THERE) {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(format, "format");
            Objects.requireNonNull(body, "body");
        }
        labels = labels == null ? List.of() : List.copyOf(labels);
        categories = categories == null ? List.of() : List.copyOf(categories);
        attachments = attachments == null ? List.of() : List.copyOf(attachments);
    }

    /** The source says that there is no such article any more, or that it is not for us to read. */
    public static Article gone(WantedArticle wanted) {
        return new Article(wanted, State.GONE, null, null, null, null, null, null, null, null, null);
    }

    /** The source is well, and this one article is not: too large, not as documented. */
    public static Article unreadable(WantedArticle wanted, String fault) {
        return new Article(wanted, State.UNREADABLE, null, null, null, null, null, null, null, Objects.requireNonNull(fault, "fault"), null);
    }
}
