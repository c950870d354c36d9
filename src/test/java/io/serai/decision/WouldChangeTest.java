package io.serai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.testing.Catalogue;
import io.serai.ticket.Category;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule and what would have changed it, at the edges of what they are asked. */
class WouldChangeTest {

    private static final Thresholds APART = new Thresholds(0.8, 0.6, 0.3, 0.5);

    @Test
    void aNearerThresholdThatChangesNothingDoesNotHideTheNext() {
        assertThat(WouldChange.of(answer(APART, 0.45))).as("without an action nobody is asked for approval from 0.50 on")
            .containsExactly("with confidence 0.60 it would have been FOLLOW_UP", "with confidence below 0.30 it would have been ESCALATE");
        assertThat(WouldChange.of(answer(APART, 0.55))).containsExactly("with confidence 0.60 it would have been FOLLOW_UP",
            "with confidence below 0.30 it would have been ESCALATE");
    }

    @ParameterizedTest
    @CsvSource({"0.8, 0.80, FOLLOW_UP", "0.6, 0.60, CLARIFY", "0.3, 0.30, ESCALATE"})
    void atAThresholdItIsTheOneToFallBelow(double confidence, String threshold, Path path) {
        assertThat(WouldChange.of(answer(Thresholds.DEFAULT, confidence))).contains("with confidence below " + threshold + " it would have been " + path);
    }

    @Test
    void belowNothingThereIsNothing() {
        assertThat(WouldChange.of(answer(new Thresholds(0.8, 0.6, 0.0, 0.6), 0.1))).containsExactly("with confidence 0.60 it would have been FOLLOW_UP");
        assertThat(WouldChange.of(restart(0, Reliability.of(0.9, List.of()).withScore(0.0), List.of()))).containsExactly("with confidence below 0.80 it would have been ASK_APPROVAL");
    }

    @Test
    void atTheReliabilityThatIsWantedAnActionRunsAndJustBelowItDoesNot() {
        Reliability reliability = Reliability.of(0.9, List.of());
        assertThat(WouldChange.of(restart(60, reliability.withScore(60.0), List.of()))).contains("with reliability below 60 it would have been ASK_APPROVAL");
        assertThat(WouldChange.of(restart(60, reliability.withScore(59.99), List.of()))).contains("with reliability 60 it would have been REMEDIATE");
        assertThat(WouldChange.of(restart(1, reliability.withScore(1.0), List.of()))).contains("with reliability below 1 it would have been ASK_APPROVAL");
    }

    /** That such a ticket is stopped before is no reason for the rule to let its action run. */
    @Test
    void i6WhatIsGraveIsNeverActedOnAloneEvenIfNothingStoppedIt() {
        Rule.Outcome outcome = Rule.apply(restart(0, Reliability.of(1.0, List.of()), List.of("critical", "about security")));
        assertThat(outcome.path()).isEqualTo(Path.ASK_APPROVAL);
        assertThat(outcome.act().why()).endsWith("the ticket is critical", "the ticket is about security");
    }

    private static Facts answer(Thresholds thresholds, double confidence) {
        return new Facts(terms(thresholds, 60), Category.SERVER, List.of(), List.of(), Optional.empty(), false, "jira", true, List.of(), false, true, confidence,
            Reliability.of(confidence, List.of()));
    }

    private static Facts restart(int automatic, Reliability reliability, List<String> grave) {
        return new Facts(terms(Thresholds.DEFAULT, automatic), Category.SERVER, List.of(), List.of(), new Catalogue().find("restart-service"), true, "jira", true, grave,
            false, true, 0.9, reliability);
    }

    private static Terms terms(Thresholds thresholds, int automatic) {
        return new Terms(thresholds, "desk", Limit.REMEDIATE, OptionalInt.of(automatic), true, Optional.empty(), Set.of(), Rollout.FULL);
    }
}
