package io.serai.conversation;

import io.serai.conversation.SourceComments.Comment;
import io.serai.ticket.CommentWatch;
import io.serai.ticket.Ticket;
import java.util.List;
import org.springframework.stereotype.Component;

/** Passes on the comments that come with tickets. That one is not kept fails the update of its ticket, which is taken again. */
@Component
class HearComments implements CommentWatch {

    private final HearAnswers hearAnswers;

    HearComments(HearAnswers hearAnswers) {
        this.hearAnswers = hearAnswers;
    }

    @Override
    public void commented(List<Ticket> tickets) {
        tickets.forEach(ticket -> hearAnswers.hear(SourceComments.came(CommentLookup.of(ticket), comment(ticket))));
    }

    private static Comment comment(Ticket ticket) {
        return new Comment(ticket.label(Ticket.COMMENT_ID).orElseThrow(), ticket.label(Ticket.COMMENT_BY).orElse(null), null, ticket.label(Ticket.COMMENT).orElseThrow(), false);
    }
}
