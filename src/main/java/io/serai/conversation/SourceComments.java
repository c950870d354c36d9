package io.serai.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What people said on a ticket in its source, as far as its requester may read it.
 *
 * @param comments    oldest first: the newest that stand there, or the one that came
 * @param came        true if the source told a comment when it came, and was not asked
 * @param unavailable why the source does not tell, or {@code null} if it does
 */
public record SourceComments(CommentLookup lookup, List<Comment> comments, boolean came, String unavailable) {

    public SourceComments {
        Objects.requireNonNull(lookup, "lookup");
        comments = List.copyOf(comments);
    }

    /** What the source says that stands there. */
    public static SourceComments asked(CommentLookup lookup, List<Comment> comments) {
        return new SourceComments(lookup, comments, false, null);
    }

    public static SourceComments missing(CommentLookup lookup, String why) {
        return new SourceComments(lookup, List.of(), false, Objects.requireNonNull(why, "why"));
    }

    /** A comment that the ticket did not have when its source told of it last. */
    static SourceComments came(CommentLookup lookup, Comment comment) {
        return new SourceComments(lookup, List.of(comment), true, null);
    }

    /**
     * One comment.
     *
     * @param id     the source's own, or made of what the comment says; the same whenever it is told
     * @param author who wrote it, or {@code null} if the source does not say
     * @param at     when, by the source's clock, or {@code null} if it does not say
     * @param ours   true if the hub wrote it
     */
    public record Comment(String id, String author, Instant at, String text, boolean ours) {
        public Comment {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(text, "text");
        }
    }
}
