package io.serai.conversation;

import io.serai.conversation.Conversation.Kind;
import io.serai.conversation.Conversation.State;
import io.serai.conversation.Message.Channel;
import io.serai.conversation.Message.Direction;
import io.serai.language.Language;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import io.serai.work.WorkQueue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/** Takes what a person says about a ticket, and has the ticket looked at again, unless people have it. */
@Component
class TakeMessage {

    /** The stage in which tickets with a conversation are analysed. */
    static final String STAGE = "converse";
    /** So many messages a conversation holds. */
    static final int MOST = 200;

    private final ConversationStore conversations;
    private final MessageStore messages;
    private final Tickets tickets;
    private final WorkQueue queue;
    private final TransactionTemplate transaction;

    TakeMessage(ConversationStore conversations, MessageStore messages, Tickets tickets, WorkQueue queue, TransactionTemplate transaction) {
        this.conversations = conversations;
        this.messages = messages;
        this.tickets = tickets;
        this.queue = queue;
        this.transaction = transaction;
    }

    /** @param fresh false if it was taken before, by its key */
    record Taken(Message message, boolean fresh) {
    }

    /**
     * Takes it once.
     *
     * @param key the sender's, or {@code null}
     * @throws ResponseStatusException 409 if the ticket is resolved, its conversation is full, or the key belongs to another text
     */
    Taken take(Ticket ticket, String text, String author, String key) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<Conversation> goingOn = conversations.lockGoingOn(ticket.id());
            Optional<Message> before = before(ticket, text, key);
            if (before.isPresent()) {
                return new Taken(before.get(), false);
            }
            Conversation c = goingOn.or(() -> handedOver(ticket)).orElseGet(() ->
                conversations.open(ticket.tenant(), ticket.id(), Kind.CLARIFY, State.ANSWERED, Language.ENGLISH.code(), tickets.openings(ticket.id())));
            Ticket now = tickets.find(ticket.id()).filter(known -> !known.status().isFinal())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.CONFLICT, "The ticket is resolved: reopen it, or file another one."));
            if (messages.count(c) >= MOST) {
                throw new ResponseStatusException(HttpStatus.CONFLICT, "The conversation holds " + MOST + " messages already.");
            }
            // one that another sender began just now may hold the same key
            Optional<Message> message = messages.add(c, Direction.IN, author, Channel.API, text, key);
            if (message.isEmpty()) {
                return new Taken(before(ticket, text, key).orElseThrow(), false);
            }
            if (c.state().goesOn()) {
                conversations.answered(c, SeenTicket.of(now), author);
                queue.enqueue(STAGE, List.of(new WorkQueue.Entry(now, null)));
            }
            return new Taken(message.get(), true);
        }));
    }

    private Optional<Conversation> handedOver(Ticket ticket) {
        int openings = tickets.openings(ticket.id());
        return conversations.ofTicket(ticket.id()).stream().filter(c -> c.state() == State.HANDED_OVER && c.openings() == openings).reduce((a, b) -> b);
    }

    private Optional<Message> before(Ticket ticket, String text, String key) {
        Optional<Message> before = key == null ? Optional.empty() : messages.keyed(ticket.id(), key);
        if (before.filter(message -> !message.text().equals(text)).isPresent()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "This Idempotency-Key was sent with another text.");
        }
        return before;
    }
}
