package io.serai.conversation;

import io.serai.analysis.Analysis;
import io.serai.conversation.Conversation.Kind;
import io.serai.conversation.Conversation.State;
import io.serai.decision.Path;
import io.serai.decision.Talking;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says when nothing more is to be asked: people have the ticket, there were too many rounds, or all was asked. */
@Component
class JudgeTalk implements Talking {

    private final ConversationStore conversations;
    private final MessageStore messages;
    private final Tickets tickets;
    private final ConversationProperties properties;

    JudgeTalk(ConversationStore conversations, MessageStore messages, Tickets tickets, ConversationProperties properties) {
        this.conversations = conversations;
        this.messages = messages;
        this.tickets = tickets;
        this.properties = properties;
    }

    @Override
    public Optional<Objection> objection(Analysis analysis, Path path) {
        Ticket ticket = analysis.ticket();
        Optional<Conversation> goingOn = conversations.lockGoingOn(ticket.id());
        if (goingOn.filter(c -> c.state() == State.ANSWERED).isPresent() && !messages.talk(ticket.id()).equals(Optional.ofNullable(ticket.talk()))) {
            return Optional.of(new Objection(false, "more was said meanwhile: the ticket is analysed again"));
        }
        if (path == Path.RESOLVE) {
            return Optional.empty();
        }
        if (goingOn.filter(c -> c.state() == State.WAITING).isPresent()) {
            return Optional.of(new Objection(false, "a question to the requester is open"));
        }
        return toPeople(Asked.since(conversations.ofTicket(ticket.id()), tickets.openings(ticket.id())), analysis, path)
            .map(reason -> new Objection(true, reason));
    }

    /** In doubt it did not: then the ticket goes on as it would, and in the end to a person. */
    @Override
    public Optional<String> helped(Analysis analysis) {
        // most tickets are decided on without anybody having said anything
        return analysis.ticket().talk() == null ? Optional.empty()
            : verdict(analysis.ticket()).filter(verdict -> verdict == Verdict.HELPED).map(verdict -> "the answer to the question whether it helped says yes");
    }

    private Optional<Verdict> verdict(Ticket ticket) {
        return conversations.lockGoingOn(ticket.id()).filter(c -> c.state() == State.ANSWERED && c.kind() == Kind.FOLLOW_UP).flatMap(c -> Verdict.ofAll(messages.answers(c)));
    }

    private Optional<String> toPeople(Asked asked, Analysis analysis, Path path) {
        if (asked.handedOver() != null) {
            return Optional.of("people took the ticket over: " + asked.handedOver());
        }
        if (asked.rounds() >= properties.maxRounds()) {
            return Optional.of(asked.rounds() + " rounds of questions and answers have not settled it");
        }
        List<String> codes = asked.codes();
        if (path == Path.CLARIFY && Questions.next(analysis.ticket(), codes).isEmpty()) {
            return Optional.of("all that could be asked was asked");
        }
        return path == Path.FOLLOW_UP && codes.contains(TakeDecision.suggestion(analysis))
            ? Optional.of(verdict(analysis.ticket()).isPresent() ? "what the hub suggests did not help, the answer says" : "what the hub suggests was suggested and answered already")
            : Optional.empty();
    }
}
