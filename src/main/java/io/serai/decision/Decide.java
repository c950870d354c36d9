package io.serai.decision;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.analysis.Analysis;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Turns an analysis into a decision. Safe for concurrent use. */
@Component("decide")
class Decide {

    private static final Set<Path> TELLS = EnumSet.of(Path.RESOLVE, Path.FOLLOW_UP, Path.CLARIFY);

    private final DecisionRules rules;
    private final DecisionStore store;
    private final AskRecords records;
    private final List<Talking> talks;
    private final Clock clock;
    private final MeterRegistry meters;
    private final DistributionSummary confidence;

    Decide(DecisionRules rules, DecisionStore store, AskRecords records, List<Talking> talks, Clock clock, MeterRegistry meters) {
        this.rules = rules;
        this.store = store;
        this.records = records;
        this.talks = List.copyOf(talks);
        this.clock = clock;
        this.meters = meters;
        this.confidence = DistributionSummary.builder("serai.decision.confidence").description("Confidence of the analyses decided on")
            .serviceLevelObjectives(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0).register(meters);
    }

    /**
     * Decides, and keeps the decision with its reasons.
     *
     * @return the decision; its analysis proposes an action only if that one is in the catalogue and its parameters pass. An analysis that
     *         was decided on before gets the decision of then, whatever the policy says by now
     */
    public Decision decide(Analysis analysis) {
        Circumstances circumstances = new Circumstances(clock.instant(), records.of(rules.question(analysis)));
        DecisionRules.Ruling ruling = heeding(settled(rules.rule(analysis, circumstances), analysis, circumstances), analysis);
        DecisionStore.Kept kept = store.keep(analysis, ruling);
        if (kept.isNew()) {
            meters.counter("serai.decisions", "path", ruling.path().name().toLowerCase(Locale.ROOT)).increment();
            confidence.record(analysis.confidence());
        }
        return kept.decision();
    }

    private DecisionRules.Ruling settled(DecisionRules.Ruling ruling, Analysis analysis, Circumstances circumstances) {
        return talks.stream().flatMap(talk -> talk.helped(analysis).stream()).findFirst().map(reason -> rules.settle(reason, ruling, analysis, circumstances)).orElse(ruling);
    }

    private DecisionRules.Ruling heeding(DecisionRules.Ruling ruling, Analysis analysis) {
        return TELLS.contains(ruling.path()) ? talks.stream().flatMap(talk -> talk.objection(analysis, ruling.path()).stream()).findFirst()
            .map(objection -> rules.heed(objection, ruling, analysis)).orElse(ruling) : ruling;
    }
}
