package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.conversation.CommentLookup;
import io.serai.conversation.SourceComments;
import io.serai.conversation.SourceComments.Comment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Reads what a comment kamelet made: {@code [{"id","author","user","at","text"}]}, the newest comments that the ticket's requester may read,
 * oldest of them first. {@code id} may be absent where the system has none; {@code html} stands in place of {@code text} where it keeps HTML.
 */
@Component("readComments")
class ReadComments {

    private static final int MOST = 100;
    private static final int TEXT = 65_536;
    /** Ends each note of the hub's; behind a sign of quotation it is what an answer quotes. */
    private static final Pattern OURS = Pattern.compile("(?:^|\\n)(?![>|])[^\\n]*\\[serai:[0-9a-f]{8}]\\s*\\z");
    private static final Pattern ID = Pattern.compile("[!-~]{1,150}");

    private final Connectors connectors;

    ReadComments(Connectors connectors) {
        this.connectors = connectors;
    }

    /** @throws UnreadableAnswerException if it is no such array */
    public SourceComments read(@Body JsonNode answer, @Variable("lookup") CommentLookup lookup) {
        if (!answer.isArray()) {
            throw new UnreadableAnswerException("the kamelet made no list of comments");
        }
        String ownUser = connectors.find(lookup.connector()).map(connector -> connector.tickets().ownUser()).orElse(null);
        List<Comment> comments = new ArrayList<>();
        for (int i = Math.max(0, answer.size() - MOST); i < answer.size(); i++) {
            JsonNode one = answer.get(i);
            String text = text(one);
            if (!text.isBlank()) {
                comments.add(comment(one, text, ownUser));
            }
        }
        return new SourceComments(lookup, comments, null);
    }

    private static String text(JsonNode one) {
        String html = one.path("html").asText("");
        String text = html.isEmpty() ? one.path("text").asText("") : CommentText.of(html);
        return text.length() <= TEXT ? text : text.substring(0, TEXT);
    }

    private static Comment comment(JsonNode one, String text, String ownUser) {
        String user = one.path("user").asText("");
        String author = one.path("author").asText("");
        String at = one.path("at").asText("");
        Instant time = Times.read(at);
        boolean ours = ownUser != null && user.equalsIgnoreCase(ownUser) || OURS.matcher(text).find();
        String id = one.path("id").asText("");
        return new Comment(ID.matcher(id).matches() ? id : hash(String.join("\n", id, at, user, author, text)), author.isBlank() ? null : author, time, text, ours);
    }

    private static String hash(String text) {
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
