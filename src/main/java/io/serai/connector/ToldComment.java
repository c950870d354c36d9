package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.conversation.SourceComments.Comment;
import io.serai.language.Sha256;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a comment as kamelets tell it, alone or with its ticket: {@code {"id","author","user","at","text"}}. {@code id} may be absent where the system
 * has none; {@code html} stands in place of {@code text} where it keeps HTML.
 */
final class ToldComment {

    /** So many of a ticket's are looked at, the newest. */
    static final int MOST = 100;
    private static final int TEXT = 65_536;
    /** Ends each note of the hub's; behind a sign of quotation it is what an answer quotes. */
    private static final Pattern OURS = Pattern.compile("(?:^|\\n)(?![>|])[^\\n]*\\[serai:[0-9a-f]{8}]\\s*\\z");
    private static final Pattern ID = Pattern.compile("[!-~]{1,150}");

    private ToldComment() {
    }

    /**
     * Reads one.
     *
     * @param ownUser the user under which the hub writes, or {@code null}
     * @return absent if it says nothing
     */
    static Optional<Comment> of(JsonNode one, String ownUser) {
        String text = text(one);
        if (text.isBlank()) {
            return Optional.empty();
        }
        String user = one.path("user").asText("");
        String author = one.path("author").asText("");
        String at = one.path("at").asText("");
        boolean ours = ownUser != null && user.equalsIgnoreCase(ownUser) || OURS.matcher(text).find();
        String id = one.path("id").asText("");
        return Optional.of(new Comment(ID.matcher(id).matches() ? id : "sha256:" + Sha256.hex(String.join("\n", id, at, user, author, text)),
            author.isBlank() ? null : author, Times.read(at), text, ours));
    }

    private static String text(JsonNode one) {
        String html = one.path("html").asText("");
        String text = html.isEmpty() ? one.path("text").asText("") : CommentText.of(html);
        return text.length() <= TEXT ? text : text.substring(0, TEXT);
    }
}
