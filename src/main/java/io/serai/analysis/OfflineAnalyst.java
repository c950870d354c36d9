package io.serai.analysis;

import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.language.Language;
import io.serai.language.Shortened;
import io.serai.language.Texts;
import io.serai.llm.Models;
import io.serai.ticket.Ticket;
import io.serai.ticket.TimeOrderedId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The analyst that needs no model: everything it says comes from the runbooks found. Always there, last in the list. Stateless, safe for
 * concurrent use.
 */
final class OfflineAnalyst {

    static final String NAME = Models.OFFLINE;
    /** Evidence below this score is shown, but nothing is read out of it: a wrong runbook's steps are worse than none. */
    static final double LEAST_SCORE = 0.3;

    private static final Texts TEXTS = new Texts("/notes");
    private static final int SUMMARY_TITLE = 200;

    private final Categorize categorize;
    private final Proposals proposals;
    private final Clock clock;

    OfflineAnalyst(Categorize categorize, Proposals proposals, Clock clock) {
        this.categorize = categorize;
        this.proposals = proposals;
        this.clock = clock;
    }

    /**
     * @param degraded why this analysis is worth less than usual, or {@code null}; besides what the case itself says
     */
    Analysis analyze(Case found, String degraded) {
        Ticket ticket = found.ticket();
        Optional<Evidence> best = found.evidence().stream().findFirst().filter(evidence -> evidence.score() >= LEAST_SCORE);
        Optional<RunbookChunk> chunk = best.map(evidence -> new RunbookChunk(evidence.excerpt()));
        return new Analysis(TimeOrderedId.at(clock.instant()), ticket, categorize.categorize(found), summary(found, best),
            chunk.flatMap(RunbookChunk::cause).orElse(null),
            chunk.map(RunbookChunk::steps).orElse(List.of()),
            best.flatMap(evidence -> proposals.from(evidence, ticket)).orElse(null),
            Confidence.of(found.evidence(), found.degraded() != null),
            found.evidence(), found.leads(), found.requester(), NAME, null, null, degraded, Explanation.NONE);
    }

    private static String summary(Case found, Optional<Evidence> best) {
        Ticket ticket = found.ticket();
        String what = Shortened.to(ticket.title(), SUMMARY_TITLE).replaceAll("[.\\s]+$", "")
            + Optional.ofNullable(ticket.affectedSystem()).map(system -> " (" + Shortened.to(system, 100) + ")").orElse("") + ".";
        Language language = ExplainAnalysis.language(found).orElse(Language.ENGLISH);
        return what + " " + best.map(evidence -> TEXTS.say(language, "runbook-describes", evidence.title())).orElseGet(() -> TEXTS.say(language, "no-runbook-describes"));
    }
}
