package io.serai.conversation;

import io.serai.ticket.Tickets;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Says on which tickets an answer may stand in the source by now: those with a conversation that goes on, each once a period. */
@Component("lookForAnswers")
class LookForAnswers {

    private static final int AT_ONCE = 100;

    private final ConversationStore conversations;
    private final Tickets tickets;
    private final CommentSources sources;
    private final ConversationProperties properties;
    private final TransactionTemplate transaction;

    LookForAnswers(ConversationStore conversations, Tickets tickets, CommentSources sources, ConversationProperties properties, TransactionTemplate transaction) {
        this.conversations = conversations;
        this.tickets = tickets;
        this.sources = sources;
        this.properties = properties;
        this.transaction = transaction;
    }

    /** @return those that were looked at longest ago, at most 100, possibly none; another process gets others */
    public List<CommentLookup> look() {
        return Objects.requireNonNull(transaction.execute(status -> conversations.toLookAt(properties.lookPeriod().toMillis(), AT_ONCE))).stream()
            .flatMap(c -> tickets.find(c.ticketId()).stream()).map(CommentLookup::of).filter(lookup -> sources.tellsComments(lookup.connector())).toList();
    }
}
