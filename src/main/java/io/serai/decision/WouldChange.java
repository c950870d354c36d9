package io.serai.decision;

import io.serai.decision.Facts.Bound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What would have changed a decision: {@link Rule} is asked again, each time with one of its inputs changed. */
final class WouldChange {

    /** Just below a threshold: further than any confidence is told from another. */
    private static final double BELOW = 1e-9;

    private final Facts facts;
    private final Path path;
    private final List<String> found = new ArrayList<>();

    private WouldChange(Facts facts) {
        this.facts = facts;
        this.path = Rule.apply(facts).path();
    }

    /** @return one sentence for each change that by itself leads elsewhere; what lies nearest comes first */
    static List<String> of(Facts facts) {
        WouldChange change = new WouldChange(facts);
        change.confidence();
        change.reliability();
        change.ask("with the opt-in of the ticket or of its connector", facts.withOptIn());
        change.ask("with a runbook among the evidence" + facts.action().map(action -> " that names action " + action.name()).orElse(""), facts.withRunbook());
        change.ask("with an analysis that is not degraded", facts.withoutDegradation());
        change.ask("without what sends it to people at once", facts.withoutStops());
        for (Bound bound : facts.bounds()) {
            change.ask("were it not that " + bound.why() + ",", facts.without(bound));
        }
        return List.copyOf(change.found);
    }

    private void confidence() {
        Thresholds thresholds = facts.terms().thresholds();
        List<Double> all = Stream.of(thresholds.resolve(), thresholds.followUp(), thresholds.clarify(), thresholds.askApproval()).distinct()
            .sorted(Comparator.comparingDouble(threshold -> Math.abs(threshold - facts.confidence()))).toList();
        all.stream().filter(threshold -> threshold > facts.confidence())
            .filter(threshold -> differs(facts.withConfidence(threshold))).findFirst()
            .ifPresent(threshold -> ask("with confidence " + Rule.number(threshold), facts.withConfidence(threshold)));
        all.stream().filter(threshold -> threshold > 0 && threshold <= facts.confidence())
            .filter(threshold -> differs(facts.withConfidence(threshold - BELOW))).findFirst()
            .ifPresent(threshold -> ask("with confidence below " + Rule.number(threshold), facts.withConfidence(threshold - BELOW)));
    }

    private void reliability() {
        facts.terms().automatic().ifPresent(wanted -> {
            if (facts.reliability().score() < wanted) {
                ask("with reliability " + wanted, facts.withReliability(wanted));
            } else if (wanted > 0) {
                ask("with reliability below " + wanted, facts.withReliability(wanted - 1.0));
            }
        });
    }

    private boolean differs(Facts other) {
        return Rule.apply(other).path() != path;
    }

    private void ask(String with, Facts other) {
        if (differs(other)) {
            found.add(with + " it would have been " + Rule.apply(other).path());
        }
    }
}
