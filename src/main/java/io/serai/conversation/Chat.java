package io.serai.conversation;

import io.serai.conversation.Conversation.Kind;
import io.serai.conversation.Conversation.State;
import io.serai.conversation.Message.Channel;
import io.serai.conversation.Message.Direction;
import io.serai.language.DetectLanguage;
import io.serai.language.Language;
import io.serai.language.Shortened;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketArrival;
import io.serai.ticket.TicketReceipt;
import io.serai.ticket.TicketStatus;
import io.serai.ticket.Tickets;
import io.serai.ticket.TimeOrderedId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/** Questions of people before there is a ticket: each is answered once, and a ticket is filed from them once. */
@Component
class Chat {

    private static final int MESSAGES = 500;
    private static final int TITLE = 200;

    private final ConversationStore conversations;
    private final MessageStore messages;
    private final AnswerQuestion answers;
    private final Tickets tickets;
    private final ProducerTemplate routes;
    private final ConversationProperties properties;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Chat(ConversationStore conversations, MessageStore messages, AnswerQuestion answers, Tickets tickets, ProducerTemplate routes,
         ConversationProperties properties, TransactionTemplate transaction, Clock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.answers = answers;
        this.tickets = tickets;
        this.routes = routes;
        this.properties = properties;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param left so many questions may follow */
    record Answered(Message answer, int left) {
    }

    /**
     * Answers a question.
     *
     * @param chat     the conversation that it belongs to, or absent for a new one
     * @param language the one to answer in, or {@code null} for that of the question
     * @param key      the sender's, or {@code null}
     */
    Answered ask(String tenant, Optional<UUID> chat, String text, String language, String author, String key) {
        Optional<Answered> before = key == null ? Optional.empty() : before(tenant, text, key);
        if (before.isPresent()) {
            return before.get();
        }
        Optional<Conversation> known = chat.map(id -> conversations.find(tenant, id).orElseThrow(Chat::unknown));
        Language spoken = Language.of(language).or(() -> DetectLanguage.of(text)).or(() -> known.flatMap(c -> Language.of(c.language())))
            .orElse(Language.ENGLISH);
        List<String> asked = Stream.concat(known.stream().flatMap(c -> said(c).stream()), Stream.of(text)).toList();
        // a search may ask an embedding model: before the transaction, not within it
        AnswerQuestion.Answer answer = answers.answer(tenant, asked, spoken);
        return Objects.requireNonNull(transaction.execute(status -> {
            if (key != null) {
                messages.lockKey(tenant, key);
                Optional<Answered> meanwhile = before(tenant, text, key);
                if (meanwhile.isPresent()) {
                    return meanwhile.get();
                }
            }
            Conversation c = known.map(one -> lock(tenant, UUID.fromString(one.id())))
                .orElseGet(() -> conversations.open(tenant, null, Kind.CHAT, State.OPEN, spoken.code(), 0));
            if (c.state() != State.OPEN) {
                throw new ResponseStatusException(HttpStatus.CONFLICT, "A ticket was filed from this conversation: go on there.");
            }
            if (c.rounds() >= properties.maxRounds()) {
                throw new ResponseStatusException(HttpStatus.CONFLICT,
                    "The conversation holds " + properties.maxRounds() + " questions: file a ticket from it, or begin another one.");
            }
            messages.add(c, Direction.IN, author, Channel.API, text, key);
            Message said = messages.answer(c, answer.text(), answer.sources());
            conversations.grow(c);
            return new Answered(said, properties.maxRounds() - c.rounds() - 1);
        }));
    }

    /** @param fresh false if it was filed before */
    record Filed(Ticket ticket, boolean fresh) {
    }

    /** Files a ticket with what the person said, once. @param title possibly {@code null}: then the first line of the first question */
    Filed file(String tenant, UUID id, String title, String user) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Conversation c = lock(tenant, id);
            if (c.ticketId() != null) {
                return new Filed(tickets.find(c.ticketId()).orElseThrow(Chat::unknown), false);
            }
            List<Message> all = messages.of(c, MESSAGES);
            List<String> said = said(all);
            String author = all.stream().filter(message -> message.direction() == Direction.IN).map(Message::author).findFirst().orElse(user);
            Instant now = clock.instant();
            Ticket ticket = new Ticket(TimeOrderedId.at(now), tenant, Ticket.Source.byHand("chat-" + c.id()), null,
                title == null ? Shortened.to(said.get(0).lines().findFirst().orElseThrow(), TITLE) : title, String.join("\n\n", said), null,
                Priority.MEDIUM, TicketStatus.OPEN, new Ticket.Requester(author, null, null), null, null, null, null, null, null, now, now, null, false);
            List<?> receipts = routes.requestBody("direct:ticket-accept-tickets", List.of(new TicketArrival(ticket, ticket.id())), List.class);
            Ticket stored = ((TicketReceipt) receipts.get(0)).ticket();
            conversations.filed(c, stored.id(), user);
            return new Filed(stored, true);
        }));
    }

    private Optional<Answered> before(String tenant, String text, String key) {
        return messages.question(tenant, key).map(question -> {
            if (!question.text().equals(text)) {
                throw new ResponseStatusException(HttpStatus.CONFLICT, "This Idempotency-Key was sent with another text.");
            }
            Conversation c = conversations.find(tenant, UUID.fromString(question.conversation())).orElseThrow();
            return new Answered(messages.answerTo(question), Math.max(0, properties.maxRounds() - c.rounds()));
        });
    }

    private Conversation lock(String tenant, UUID id) {
        return conversations.lock(tenant, id).filter(c -> c.kind() == Kind.CHAT).orElseThrow(Chat::unknown);
    }

    private List<String> said(Conversation c) {
        return said(messages.of(c, MESSAGES));
    }

    private static List<String> said(List<Message> all) {
        return all.stream().filter(message -> message.direction() == Direction.IN).map(Message::text).collect(Collectors.toList());
    }

    static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no conversation with this id.");
    }
}
