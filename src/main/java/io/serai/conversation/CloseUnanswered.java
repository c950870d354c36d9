package io.serai.conversation;

import io.serai.ticket.Tickets;
import io.serai.work.WorkQueue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands to people what nobody answered in time: the ticket is looked at once more, and that decision goes to its team with all that is known. */
@Component("closeUnanswered")
class CloseUnanswered {

    private static final int AT_ONCE = 500;

    private final ConversationStore conversations;
    private final Tickets tickets;
    private final WorkQueue queue;
    private final ConversationProperties properties;
    private final TransactionTemplate transaction;

    CloseUnanswered(ConversationStore conversations, Tickets tickets, WorkQueue queue, ConversationProperties properties, TransactionTemplate transaction) {
        this.conversations = conversations;
        this.tickets = tickets;
        this.queue = queue;
        this.properties = properties;
        this.transaction = transaction;
    }

    /** @return how many, at most 500 at once */
    public int close() {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Conversation> overdue = conversations.lockOverdue(AT_ONCE);
            overdue.forEach(c -> {
                conversations.giveUp(c, "nobody answered within " + words(properties.answerWithin())
                    + (c.commentsMissing() == null ? "" : "; comments could not be read: " + c.commentsMissing()));
                tickets.find(c.ticketId()).ifPresent(ticket -> queue.enqueue(TakeMessage.STAGE, List.of(new WorkQueue.Entry(ticket, null))));
            });
            return overdue.size();
        }));
    }

    private static String words(Duration time) {
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
    }
}
