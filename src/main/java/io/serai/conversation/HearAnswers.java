package io.serai.conversation;

import io.serai.conversation.Message.Channel;
import io.serai.conversation.Message.Direction;
import io.serai.conversation.SourceComments.Comment;
import io.serai.language.Shortened;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import io.serai.work.Correlation;
import io.serai.work.WorkQueue;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what people say on a ticket in its source for answers, while there is a conversation about the ticket: each comment once, by its id, whether it
 * came with the ticket or was asked for.
 */
@Component("hearAnswers")
class HearAnswers {

    private final ConversationStore conversations;
    private final MessageStore messages;
    private final Tickets tickets;
    private final WorkQueue queue;
    private final TransactionTemplate transaction;

    HearAnswers(ConversationStore conversations, MessageStore messages, Tickets tickets, WorkQueue queue, TransactionTemplate transaction) {
        this.conversations = conversations;
        this.messages = messages;
        this.tickets = tickets;
        this.queue = queue;
        this.transaction = transaction;
    }

    /** That a source that was asked does not tell is kept with the conversation, until it tells again. */
    public void hear(SourceComments told) {
        transaction.executeWithoutResult(status ->
            conversations.lockGoingOn(told.lookup().ticketId()).ifPresent(c -> {
                if (!told.came()) {
                    conversations.heard(c, told.unavailable());
                }
                tickets.find(c.ticketId()).filter(ticket -> !ticket.status().isFinal()).ifPresent(ticket -> hear(c, ticket, answers(c, told)));
            }));
    }

    private void hear(Conversation c, Ticket ticket, List<Comment> answers) {
        String author = null;
        int room = TakeMessage.MOST - messages.count(c);
        for (Comment comment : answers) {
            String by = Shortened.to(CleanText.visibleLine(comment.author() == null ? ticket.source().connector() : comment.author()), CleanText.AUTHOR);
            String text = CleanText.said(comment.text());
            if (room > 0 && !text.isEmpty() && messages.add(c, Direction.IN, by, Channel.SOURCE, text, MessageStore.COMMENT + comment.id()).isPresent()) {
                author = by;
                room--;
            }
        }
        if (author != null) {
            conversations.answered(c, SeenTicket.of(ticket), author);
            queue.enqueue(TakeMessage.STAGE, List.of(new WorkQueue.Entry(ticket, Correlation.current().orElse(null))));
        }
    }

    /**
     * What the hub did not write, and came, stands below the newest note of the hub, or was said since the conversation began: the source's clock may be
     * behind, and know seconds only.
     */
    private static List<Comment> answers(Conversation c, SourceComments told) {
        List<Comment> all = told.comments();
        int ours = IntStream.range(0, all.size()).filter(i -> all.get(i).ours()).max().orElse(all.size());
        return IntStream.range(0, all.size()).filter(i -> !all.get(i).ours() && (told.came() || i > ours || since(c, all.get(i)))).mapToObj(all::get).toList();
    }

    private static boolean since(Conversation c, Comment comment) {
        return comment.at() != null && !comment.at().isBefore(c.openedAt().truncatedTo(ChronoUnit.SECONDS));
    }
}
