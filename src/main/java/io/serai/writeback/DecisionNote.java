package io.serai.writeback;

import io.serai.analysis.Analysis;
import io.serai.decision.Decision;
import io.serai.decision.Path;
import io.serai.knowledge.Evidence;
import io.serai.ticket.Kind;
import io.serai.ticket.TicketStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What people read about a decision. */
final class DecisionNote {

    private static final int TITLE = 100;

    private DecisionNote() {
    }

    static Note of(Decision decision) {
        return of(decision, List.of(), List.of());
    }

    /**
     * @param questions what the requester is asked, on {@code CLARIFY}
     * @param parts     what other features have to say; what is for staff is left out where the requester reads
     */
    static Note of(Decision decision, List<String> questions, List<NoteParts.Part> parts) {
        Analysis analysis = decision.analysis();
        Note note = new Note(opening(decision)).say("What happens next", next(decision));
        if (decision.path() == Path.CLARIFY) {
            note.list("Please add", questions, false);
        }
        if (decision.path() == Path.ESCALATE && analysis.proposal() != null) {
            note.say("Action that may help, not carried out", Note.action(analysis.proposal()));
        }
        if (isInternal(decision.path()) && analysis.requester() != null) {
            note.list("About the requester", analysis.requester().hints(), false);
        }
        note.say("What was found", analysis.summary())
            .say("Likely cause", analysis.likelyCause())
            .list(decision.path() == Path.CLARIFY ? "What may help meanwhile" : "What to do", analysis.steps(), true)
            .list("This stands on", analysis.evidence().stream().map(DecisionNote::evidence).toList(), false);
        parts.stream().filter(part -> !part.internal() || isInternal(decision.path())).forEach(part -> note.list(part.heading(), part.entries(), false));
        return note.list("May be worth a look; nobody here has reviewed it, and nothing was concluded from it",
                isInternal(decision.path()) ? analysis.leads().stream().map(DecisionNote::evidence).toList() : List.of(), false)
            .list("Why", reasons(decision), false);
    }

    /** True if only staff may read it: what is said to the requester are answers and questions. */
    static boolean isInternal(Path path) {
        return path != Path.RESOLVE && path != Path.FOLLOW_UP && path != Path.CLARIFY;
    }

    /** @return the status to set in the source, or {@code null}; an alert is not over by being answered */
    static TicketStatus status(Decision decision) {
        return decision.path() == Path.RESOLVE && decision.analysis().ticket().kind() != Kind.ALERT ? TicketStatus.RESOLVED : null;
    }

    private static String opening(Decision decision) {
        return switch (decision.path()) {
            case REMEDIATE -> "Serai starts an action for this ticket.";
            case ASK_APPROVAL -> "Serai proposes an action for this ticket and waits for a person's approval.";
            case RESOLVE -> "Serai has found the answer to this ticket.";
            case FOLLOW_UP -> "Serai has found a likely answer to this ticket.";
            case CLARIFY -> "Serai needs to know more before it can help with this ticket.";
            case ESCALATE -> "Serai hands this ticket to people.";
            case LEAVE -> "Serai has nothing left to do for this ticket.";
        };
    }

    private static String next(Decision decision) {
        Analysis analysis = decision.analysis();
        return switch (decision.path()) {
            case REMEDIATE -> "action " + Note.action(analysis.proposal()) + " is requested; how it went follows in a note of its own.";
            case ASK_APPROVAL -> "a person of " + decision.team() + " approves or rejects action " + Note.action(analysis.proposal())
                + " in Serai, ticket " + analysis.ticket().id() + ". Until then nothing is changed.";
            case RESOLVE -> status(decision) == null ? "this is for whoever has the alert; nothing was changed."
                : "the ticket is set to resolved. If this does not help, reopen it and say what happened.";
            case FOLLOW_UP -> "please try this and say here whether it helped. The ticket stays open.";
            case CLARIFY -> "please add to the description what is asked for below; Serai then looks at the ticket again.";
            case ESCALATE -> "team " + decision.team() + " takes over. Nothing was changed.";
            case LEAVE -> "nothing.";
        };
    }

    private static String evidence(Evidence evidence) {
        String text = String.format(Locale.ROOT, "%s %s: %s (score %.2f)", evidence.type(), evidence.id(), PlainText.cut(evidence.title(), TITLE),
            evidence.score());
        return evidence.origin() == null || evidence.origin().url() == null ? text : text + " " + evidence.origin().url();
    }

    private static List<String> reasons(Decision decision) {
        Analysis analysis = decision.analysis();
        List<String> reasons = new ArrayList<>(decision.reasons());
        if (analysis.degraded() != null) {
            reasons.add("the analysis is worth less than usual: " + analysis.degraded());
        }
        reasons.add("analyst: " + analysis.analyst());
        return reasons;
    }
}
