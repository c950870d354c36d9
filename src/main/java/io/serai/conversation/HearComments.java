package io.serai.conversation;

import io.serai.conversation.Message.Channel;
import io.serai.conversation.Message.Direction;
import io.serai.language.Shortened;
import io.serai.ticket.CommentWatch;
import io.serai.ticket.Ticket;
import io.serai.work.Correlation;
import io.serai.work.WorkQueue;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes a comment that somebody made on a ticket in its source for an answer, while there is a conversation about the ticket. */
@Component
class HearComments implements CommentWatch {

    private final ConversationStore conversations;
    private final MessageStore messages;
    private final WorkQueue queue;

    HearComments(ConversationStore conversations, MessageStore messages, WorkQueue queue) {
        this.conversations = conversations;
        this.messages = messages;
        this.queue = queue;
    }

    @Override
    public void commented(List<Ticket> tickets) {
        tickets.forEach(ticket -> conversations.lockGoingOn(ticket.id()).ifPresent(c -> hear(c, ticket)));
    }

    private void hear(Conversation c, Ticket ticket) {
        String author = CleanText.line("author", ticket.label(Ticket.COMMENT_BY).map(name -> Shortened.to(name, CleanText.AUTHOR)).orElse(null), CleanText.AUTHOR,
            ticket.source().connector());
        String key = MessageStore.COMMENT + ticket.label(Ticket.COMMENT_ID).orElseThrow();
        if (messages.add(c, Direction.IN, author, Channel.SOURCE, ticket.label(Ticket.COMMENT).orElseThrow(), key).isPresent()) {
            conversations.answered(c, SeenTicket.of(ticket), author);
            queue.enqueue(TakeMessage.STAGE, List.of(new WorkQueue.Entry(ticket, Correlation.current().orElse(null))));
        }
    }
}
