package io.serai.conversation;

import io.serai.analysis.Analysis;
import io.serai.conversation.Conversation.Kind;
import io.serai.conversation.Conversation.State;
import io.serai.conversation.Message.Channel;
import io.serai.conversation.Message.Direction;
import io.serai.decision.Decision;
import io.serai.decision.Path;
import io.serai.language.Language;
import io.serai.language.Texts;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Does in the conversation about a ticket what was decided: asks, or ends it. Within the transaction of the decision; taken twice, it asks once. */
@Component("takeDecision")
class TakeDecision {

    private static final Texts TEXTS = new Texts("/conversation");

    private final ConversationStore conversations;
    private final MessageStore messages;
    private final Tickets tickets;
    private final ConversationProperties properties;

    TakeDecision(ConversationStore conversations, MessageStore messages, Tickets tickets, ConversationProperties properties) {
        this.conversations = conversations;
        this.messages = messages;
        this.tickets = tickets;
        this.properties = properties;
    }

    /** @return the same decision */
    public Decision take(Decision decision) {
        String ticketId = decision.analysis().ticket().id();
        switch (decision.path()) {
            case CLARIFY, FOLLOW_UP -> ask(decision);
            case ESCALATE -> conversations.lockGoingOn(ticketId).ifPresent(c -> conversations.end(c, State.HANDED_OVER, last(decision)));
            case RESOLVE, REMEDIATE, ASK_APPROVAL -> conversations.lockGoingOn(ticketId)
                .ifPresent(c -> conversations.end(c, State.CLOSED, closed(decision, c)));
            case LEAVE -> {
                // the ticket is done, which ended the conversation, or another analysis follows
            }
        }
        return decision;
    }

    private void ask(Decision decision) {
        Analysis analysis = decision.analysis();
        Ticket ticket = analysis.ticket();
        int openings = tickets.openings(ticket.id());
        Kind kind = decision.path() == Path.CLARIFY ? Kind.CLARIFY : Kind.FOLLOW_UP;
        Language language = Language.of(analysis.explanation().language()).orElse(Language.ENGLISH);
        Conversation c = conversations.lockGoingOn(ticket.id())
            .orElseGet(() -> conversations.open(ticket.tenant(), ticket.id(), kind, State.ANSWERED, language.code(), openings));
        List<String> codes = kind == Kind.CLARIFY ? Questions.next(ticket, Asked.since(conversations.ofTicket(ticket.id()), openings).codes())
            : List.of(suggestion(analysis));
        String text = kind == Kind.CLARIFY ? codes.stream().map(code -> TEXTS.say(language, code)).collect(Collectors.joining("\n"))
            : TEXTS.say(language, "follow-up");
        if (messages.add(c, Direction.OUT, Message.HUB, channel(ticket), text, "decision:" + decision.id()).isPresent()) {
            conversations.asked(c, kind, codes, SeenTicket.of(ticket), properties.answerWithin().toMillis());
        }
    }

    /** A code for what is suggested: the same as long as cause and steps are. */
    static String suggestion(Analysis analysis) {
        String what = analysis.likelyCause() + "\n" + String.join("\n", analysis.steps());
        return "follow-up:" + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
    }

    private static Channel channel(Ticket ticket) {
        return ticket.filedByHand() ? Channel.API : ticket.source().system().equals("email") ? Channel.EMAIL : Channel.SOURCE;
    }

    private String closed(Decision decision, Conversation c) {
        if (decision.path() != Path.RESOLVE) {
            return "the hub found an action";
        }
        return c.kind() == Kind.FOLLOW_UP && Verdict.ofAll(messages.answers(c)).equals(Optional.of(Verdict.HELPED)) ? "it helped, the answer says" : "the hub answered the ticket";
    }

    private static String last(Decision decision) {
        return decision.reasons().get(decision.reasons().size() - 1);
    }
}
