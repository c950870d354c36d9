package io.serai.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What stands on a ticket in its source, as far as its requester may read it.
 *
 * @param comments    the newest, oldest of them first
 * @param unavailable why the source does not tell, or {@code null} if it does
 */
public record SourceComments(CommentLookup lookup, List<Comment> comments, String unavailable) {

    public SourceComments {
        Objects.requireNonNull(lookup, "lookup");
        comments = comments == null ? List.of() : List.copyOf(comments);
    }

    public static SourceComments missing(CommentLookup lookup, String why) {
        return new SourceComments(lookup, List.of(), Objects.requireNonNull(why, "why"));
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
