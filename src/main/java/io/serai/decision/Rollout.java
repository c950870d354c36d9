package io.serai.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** To which share of the tickets with an action the hub's actions have come. The tickets of a phase are in all later ones too. */
enum Rollout {
    OFF("off", 0.0),
    /** Every action is put to a person. */
    PILOT("pilot", 0.05),
    FIFTH("20%", 0.2),
    HALF("50%", 0.5),
    FULL("full", 1.0);

    static final List<String> WORDS = Arrays.stream(values()).map(Rollout::word).toList();

    private final String word;
    private final double share;

    Rollout(String word, double share) {
        this.word = word;
        this.share = share;
    }

    String word() {
        return word;
    }

    static Optional<Rollout> of(String word) {
        return Arrays.stream(values()).filter(phase -> phase.word.equals(word)).findFirst();
    }

    /** @param place of the ticket, from 0.0 to below 1.0, always the same for the same ticket */
    boolean reaches(double place) {
        return place < share;
    }
}
