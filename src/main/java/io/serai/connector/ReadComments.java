package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.conversation.CommentLookup;
import io.serai.conversation.SourceComments;
import io.serai.conversation.SourceComments.Comment;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Reads what a comment kamelet made: a list of comments, see {@link ToldComment}, the newest that the ticket's requester may read, oldest of them first. */
@Component("readComments")
class ReadComments {

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
        for (int i = Math.max(0, answer.size() - ToldComment.MOST); i < answer.size(); i++) {
            ToldComment.of(answer.get(i), ownUser).ifPresent(comments::add);
        }
        return SourceComments.asked(lookup, comments);
    }
}
