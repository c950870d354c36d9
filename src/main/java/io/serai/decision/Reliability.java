package io.serai.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.serai.decision.TrackRecord.Count;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far the hub may be trusted to do by itself what it is about to decide: 25 % confidence of the analysis, 30 % what people said, 25 % how it went, 20 %
 * whether similar tickets agree. Each part but the first is the lower bound of what its count shows ({@link Proportion}), so that a single good rating
 * shows next to nothing, and none shows nothing.
 *
 * @param score from 0.0 to 100.0, as exact as it was counted
 * @param parts in the order above
 */
public record Reliability(double score, Level level, List<Part> parts) {

    /** In words: very high from 90, high from 75, medium from 60. */
    public enum Level {
        @JsonProperty("very high") VERY_HIGH(90),
        @JsonProperty("high") HIGH(75),
        @JsonProperty("medium") MEDIUM(60),
        @JsonProperty("low") LOW(0);

        private final int from;

        Level(int from) {
            this.from = from;
        }

        static Level of(double score) {
            return Arrays.stream(values()).filter(level -> score >= level.from).findFirst().orElse(LOW);
        }
    }

    /**
     * One part of the score.
     *
     * @param name    {@code confidence}, {@code feedback}, {@code success} or {@code pattern}
     * @param weight  points at most
     * @param value   from 0.0 to 1.0
     * @param good    of {@code trials}; both 0 where nothing is counted
     * @param counted what was counted, in words, possibly nothing
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Part(String name, int weight, double value, int good, int trials, List<String> counted) {

        public Part {
            counted = counted == null ? List.of() : List.copyOf(counted);
        }

        double points() {
            return weight * value;
        }
    }

    private static final int CONFIDENCE = 25;
    private static final int FEEDBACK = 30;
    private static final int SUCCESS = 25;
    private static final int PATTERN = 20;
    /** Beyond so many more runs nobody wants to know how many it takes. */
    private static final int FAR = 1_000;

    public Reliability {
        parts = List.copyOf(parts);
    }

    /** @param confidence from 0.0 to 1.0 */
    static Reliability of(double confidence, List<Count> counts) {
        return of(List.of(new Part("confidence", CONFIDENCE, confidence, 0, 0, List.of()), part(TrackRecord.Part.FEEDBACK, FEEDBACK, counts),
            part(TrackRecord.Part.SUCCESS, SUCCESS, counts), part(TrackRecord.Part.PATTERN, PATTERN, counts)));
    }

    private static Reliability of(List<Part> parts) {
        // cut, never rounded up, so that what is below 60 does not read 60
        double score = Math.floor(Math.min(100.0, parts.stream().mapToDouble(Part::points).sum()) * 100) / 100;
        return new Reliability(score, Level.of(score), parts);
    }

    private static Part part(TrackRecord.Part part, int weight, List<Count> counts) {
        List<Count> own = counts.stream().filter(count -> count.part() == part).toList();
        return part(part.name().toLowerCase(Locale.ROOT), weight, own.stream().mapToInt(Count::good).sum(), own.stream().mapToInt(Count::trials).sum(),
            own.stream().map(count -> count.good() + " of " + count.trials() + " " + count.what()).toList());
    }

    private static Part part(String name, int weight, int good, int trials, List<String> counted) {
        return new Part(name, weight, Proportion.of(good, trials).low(), good, trials, counted);
    }

    /** The same record with another confidence. */
    Reliability withConfidence(double confidence) {
        return of(Stream.concat(Stream.of(new Part("confidence", CONFIDENCE, confidence, 0, 0, List.of())), parts.stream().skip(1)).toList());
    }

    /** The same parts with a score that they do not add up to: what would be if. */
    Reliability withScore(double other) {
        return new Reliability(other, Level.of(other), parts);
    }

    /** What was counted, in words. */
    String record() {
        return parts.stream().skip(1).map(part -> part.counted().isEmpty() ? "no " + part.name() : String.join(", ", part.counted()))
            .collect(Collectors.joining("; "));
    }

    /** How many more runs it takes, each approved and each a success, until the score reaches this; 0 if that is out of reach. */
    int runsUntil(int wanted) {
        int least = 1;
        int most = FAR;
        if (withRuns(most) < wanted) {
            return 0;
        }
        while (least < most) {
            int middle = (least + most) / 2;
            if (withRuns(middle) >= wanted) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        return least;
    }

    private double withRuns(int runs) {
        return parts.stream().mapToDouble(part -> part.name().equals("feedback") || part.name().equals("success")
            ? part.weight() * Proportion.of(part.good() + runs, part.trials() + runs).low() : part.points()).sum();
    }
}
