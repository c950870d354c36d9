package io.serai.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.classification.TicketClassifier.Guess;
import io.serai.classification.TicketFigures.Outcome;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TicketFiguresTest {

    private static Outcome outcome(String category, String guess, double confidence) {
        return new Outcome(category, new Guess(guess, confidence));
    }

    @Example
    void figuresAreThoseOfTheTextbook() {
        TicketFigures figures = TicketFigures.of(List.of(outcome("a", "a", 0.95), outcome("a", "a", 0.95), outcome("a", "b", 0.55), outcome("b", "b", 0.85),
            outcome("c", "a", 0.65)));
        assertThat(figures.accuracy()).isEqualTo(0.6);
        // a: 2 of 3 guesses, 2 of 3 tickets; b: 1 of 2, 1 of 1; c: never guessed
        assertThat(figures.byCategory().get("a").f1()).isCloseTo(2.0 / 3, within(1e-4));
        assertThat(figures.byCategory().get("b").f1()).isCloseTo(2.0 / 3, within(1e-4));
        assertThat(figures.byCategory().get("c")).isEqualTo(new TicketFigures.OfCategory(1, 0, 0, 0));
        assertThat(figures.macroF1()).isCloseTo(4.0 / 9, within(1e-4));
        assertThat(figures.automaticAt90Precision()).as("the three surest are right").isEqualTo(0.6);
        assertThat(figures.calibrationError()).isCloseTo((2 * 0.05 + 0.55 + 0.15 + 0.65) / 5, within(1e-4));
    }

    @Example
    void equalConfidencesStandOrFallTogether() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            outcomes.add(outcome("a", i < 8 ? "a" : "b", 0.7));
        }
        assertThat(TicketFigures.of(outcomes).automaticAt90Precision()).isZero();
    }

    @Property
    void sharesAreBetweenZeroAndOne(@ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 399) Integer> drawn) {
        TicketFigures figures = TicketFigures.of(drawn.stream().map(d -> outcome("c" + d % 2, "c" + d / 2 % 2, d / 399.0)).toList());
        assertThat(List.of(figures.macroF1(), figures.accuracy(), figures.calibrationError(), figures.automaticAt90Precision())).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
        assertThat(figures.confidences().stream().mapToInt(TicketFigures.Bin::tickets).sum()).isEqualTo(drawn.size());
    }
}
