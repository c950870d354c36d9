package io.serai.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an experiment stands.
 *
 * @param running  true if the policy assigns tickets to it now
 * @param variants the control first
 */
record ExperimentResult(String name, boolean running, List<Variant> variants) {

    /**
     * Tickets of one variant, each by the first decision about it.
     *
     * @param helped   settled without a person (REMEDIATE, RESOLVE, FOLLOW_UP), resolved now, and never opened again
     * @param cameBack opened again after they were resolved
     */
    record Outcome(String variant, int tickets, int helped, int cameBack) {
    }

    /** @param helped more is better @param cameBack less is better */
    record Variant(String name, int tickets, Measure helped, Measure cameBack) {
    }

    /**
     * @param count   of the variant's tickets
     * @param rate    0.0 if there are no tickets
     * @param low     Wilson's interval at 95 %
     * @param control the comparison, or {@code null} for the control itself
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Measure(int count, double rate, double low, double high, Comparison control) {
    }

    static ExperimentResult of(String name, boolean running, List<Outcome> outcomes) {
        Map<String, Outcome> byName = new LinkedHashMap<>();
        byName.put(Experiment.CONTROL, new Outcome(Experiment.CONTROL, 0, 0, 0));
        outcomes.forEach(outcome -> byName.put(outcome.variant(), outcome));
        Outcome control = byName.get(Experiment.CONTROL);
        int comparisons = Math.max(1, 2 * (byName.size() - 1));
        List<Variant> variants = new ArrayList<>();
        byName.values().forEach(one -> variants.add(new Variant(one.variant(), one.tickets(),
            measure(one.helped(), one.tickets(), one == control ? null : Comparison.of(one.helped(), one.tickets(), control.helped(), control.tickets(), comparisons)),
            measure(one.cameBack(), one.tickets(),
                one == control ? null : Comparison.of(one.cameBack(), one.tickets(), control.cameBack(), control.tickets(), comparisons)))));
        return new ExperimentResult(name, running, variants);
    }

    private static Measure measure(int good, int trials, Comparison control) {
        Proportion interval = Proportion.of(good, trials);
        return new Measure(good, trials == 0 ? 0.0 : (double) good / trials, interval.low(), interval.high(), control);
    }
}
