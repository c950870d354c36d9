package io.serai.writeback;

import io.serai.decision.Decision;
import io.serai.decision.Path;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.util.List;
import org.springframework.stereotype.Component;

/** Turns a decision into the note for the ticket's source, and keeps it. Reported twice, it is one note. */
@Component("reportDecision")
class ReportDecision {

    private final WriteBackStore store;
    private final NoteTargets targets;
    private final Tickets tickets;
    private final SettleOwn own;
    private final List<NoteParts> parts;

    ReportDecision(WriteBackStore store, NoteTargets targets, Tickets tickets, SettleOwn own, List<NoteParts> parts) {
        this.store = store;
        this.targets = targets;
        this.tickets = tickets;
        this.own = own;
        this.parts = List.copyOf(parts);
    }

    /** @return the note as it is kept; it may be one that is not due, because it was sent before or there is nobody to send it to */
    public WriteBack report(Decision decision) {
        Ticket ticket = decision.analysis().ticket();
        String key = "decision:" + decision.id();
        Note note = DecisionNote.of(decision, parts.stream().flatMap(part -> part.questions(ticket.id()).stream()).toList(),
            parts.stream().flatMap(part -> part.of(ticket.id(), DecisionNote.language(decision)).stream()).toList());
        WriteBack writeBack = store.compose(key, ticket, note, DecisionNote.status(decision), DecisionNote.isInternal(decision.path()))
            .withTeam(decision.path() == Path.ESCALATE ? decision.team() : null);
        if (decision.path() == Path.LEAVE) {
            return store.skip(writeBack, ticket.status().isFinal() ? "the ticket is " + ticket.status().json() + " already"
                : decision.reasons().get(decision.reasons().size() - 1));
        }
        if (ticket.filedByHand()) {
            return own.settle(writeBack, ticket);
        }
        if (!targets.takesNotes(ticket.source().connector())) {
            return store.skip(writeBack, WriteBackStore.takesNoNotes(ticket));
        }
        String fingerprint = WriteBackStore.fingerprint(note, tickets.openings(ticket.id()));
        if (store.wasSaid(writeBack, fingerprint)) {
            return store.skip(writeBack, "the ticket has the same note already");
        }
        return store.keep(writeBack, fingerprint);
    }
}
