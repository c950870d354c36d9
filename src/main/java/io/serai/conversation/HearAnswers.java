package io.serai.conversation;

import io.serai.conversation.Message.Channel;
import io.serai.conversation.Message.Direction;
import io.serai.conversation.SourceComments.Comment;
import io.serai.language.Shortened;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import io.serai.work.WorkQueue;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes what people said on a ticket in its source for answers, each comment once, while there is a conversation about the ticket. */
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

    /** That the source does not tell is kept with the conversation, until it tells again. */
    public void hear(SourceComments told) {
        transaction.executeWithoutResult(status ->
            conversations.lockGoingOn(told.lookup().ticketId()).ifPresent(c -> {
                conversations.heard(c, told.unavailable());
                tickets.find(c.ticketId()).filter(ticket -> !ticket.status().isFinal()).ifPresent(ticket -> hear(c, ticket, said(c, told.comments())));
            }));
    }

    private void hear(Conversation c, Ticket ticket, List<Comment> said) {
        String author = null;
        int room = TakeMessage.MOST - messages.count(c);
        for (Comment comment : said) {
            String by = Shortened.to(CleanText.visibleLine(comment.author() == null ? ticket.source().connector() : comment.author()), CleanText.AUTHOR);
            String text = CleanText.said(comment.text());
            if (room > 0 && !text.isEmpty() && messages.add(c, Direction.IN, by, Channel.SOURCE, text, MessageStore.COMMENT + comment.id()).isPresent()) {
                author = by;
                room--;
            }
        }
        if (author != null) {
            conversations.answered(c, SeenTicket.of(ticket), author);
            queue.enqueue(TakeMessage.STAGE, List.of(new WorkQueue.Entry(ticket, null)));
        }
    }

    /** What stands below the newest note of the hub, or was said since the conversation began: the source's clock may be behind, and know seconds only. */
    private static List<Comment> said(Conversation c, List<Comment> all) {
        int ours = IntStream.range(0, all.size()).filter(i -> all.get(i).ours()).max().orElse(all.size());
        return IntStream.range(0, all.size()).filter(i -> !all.get(i).ours() && (i > ours || since(c, all.get(i)))).mapToObj(all::get).toList();
    }

    private static boolean since(Conversation c, Comment comment) {
        return comment.at() != null && !comment.at().isBefore(c.openedAt().truncatedTo(ChronoUnit.SECONDS));
    }
}
