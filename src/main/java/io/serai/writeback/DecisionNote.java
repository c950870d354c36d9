package io.serai.writeback;

import io.serai.analysis.Analysis;
import io.serai.decision.Decision;
import io.serai.decision.Path;
import io.serai.knowledge.Evidence;
import io.serai.language.Language;
import io.serai.language.Shortened;
import io.serai.language.Texts;
import io.serai.ticket.Kind;
import io.serai.ticket.TicketStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What people read about a decision. */
final class DecisionNote {

    private static final int TITLE = 100;
    private static final Texts TEXTS = new Texts("/notes");

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
        return isInternal(decision.path()) ? forStaff(decision, parts) : forRequester(decision, questions, parts);
    }

    /** The ticket's, where the requester reads and the hub speaks it; for staff, and for all others, English. */
    static Language language(Decision decision) {
        return isInternal(decision.path()) ? Language.ENGLISH : Language.of(decision.analysis().explanation().language()).orElse(Language.ENGLISH);
    }

    private static Note forStaff(Decision decision, List<NoteParts.Part> parts) {
        Analysis analysis = decision.analysis();
        Note note = new Note(opening(decision)).say("What happens next", next(decision));
        if (decision.path() == Path.ESCALATE && analysis.proposal() != null) {
            note.say("Action that may help, not carried out", Note.action(analysis.proposal()));
        }
        if (analysis.requester() != null) {
            note.list("About the requester", analysis.requester().hints(), false);
        }
        found(note, analysis, Language.ENGLISH, "steps");
        parts.forEach(part -> note.list(part.heading(), part.entries(), false));
        return note.list("May be worth a look; nobody here has reviewed it, and nothing was concluded from it",
            analysis.leads().stream().map(page -> evidence(page, Language.ENGLISH)).toList(), false).list("Why", reasons(decision), false);
    }

    private static Note forRequester(Decision decision, List<String> questions, List<NoteParts.Part> parts) {
        Language language = language(decision);
        String path = decision.path() == Path.RESOLVE ? "resolve" : decision.path() == Path.FOLLOW_UP ? "follow-up" : "clarify";
        boolean alert = decision.path() == Path.RESOLVE && status(decision) == null;
        Note note = new Note(TEXTS.say(language, path + ".opening")).say(TEXTS.say(language, "next"), TEXTS.say(language, path + (alert ? ".next-alert" : ".next")));
        if (decision.path() == Path.CLARIFY) {
            note.list(TEXTS.say(language, "questions"), questions, false);
        }
        found(note, decision.analysis(), language, decision.path() == Path.CLARIFY ? "steps-meanwhile" : "steps");
        parts.stream().filter(part -> !part.internal()).forEach(part -> note.list(part.heading(), part.entries(), false));
        return note.list(TEXTS.say(language, "why"), language == Language.ENGLISH ? reasons(decision) : List.of(TEXTS.say(language, "why.short",
            String.format(Locale.ROOT, "%.2f", decision.analysis().confidence()), decision.analysis().analyst(), decision.id())), false);
    }

    private static void found(Note note, Analysis analysis, Language language, String steps) {
        note.say(TEXTS.say(language, "summary"), analysis.summary()).say(TEXTS.say(language, "cause"), analysis.likelyCause())
            .list(TEXTS.say(language, steps), analysis.steps(), true)
            .list(TEXTS.say(language, "evidence"), analysis.evidence().stream().map(page -> evidence(page, language)).toList(), false);
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
            case ESCALATE -> "Serai hands this ticket to people.";
            case LEAVE -> "Serai has nothing left to do for this ticket.";
            case RESOLVE, FOLLOW_UP, CLARIFY -> throw forRequester(decision);
        };
    }

    private static String next(Decision decision) {
        Analysis analysis = decision.analysis();
        return switch (decision.path()) {
            case REMEDIATE -> "action " + Note.action(analysis.proposal()) + " is requested; how it went follows in a note of its own.";
            case ASK_APPROVAL -> "a person of " + decision.team() + " approves or rejects action " + Note.action(analysis.proposal())
                + " in Serai, ticket " + analysis.ticket().id() + ". Until then nothing is changed.";
            case ESCALATE -> "team " + decision.team() + " takes over. Nothing was changed.";
            case LEAVE -> "nothing.";
            case RESOLVE, FOLLOW_UP, CLARIFY -> throw forRequester(decision);
        };
    }

    private static IllegalArgumentException forRequester(Decision decision) {
        return new IllegalArgumentException(decision.path() + " is told to the requester");
    }

    private static String evidence(Evidence evidence, Language language) {
        String text = TEXTS.say(language, "evidence.entry", evidence.type(), evidence.id(), Shortened.to(evidence.title(), TITLE),
            String.format(Locale.ROOT, "%.2f", evidence.score()));
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
