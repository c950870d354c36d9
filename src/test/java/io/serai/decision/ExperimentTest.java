package io.serai.decision;

import static io.serai.testing.Analyses.analysis;
import static io.serai.testing.Tickets.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.decision.DecisionRules.Ruling;
import io.serai.decision.ExperimentResult.Outcome;
import io.serai.home.HomeFiles;
import io.serai.testing.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {

    @TempDir Path home;

    @Test
    void eachTicketIsInOneVariantWhoseThresholdsHoldForIt() throws IOException {
        DecisionRules rules = new DecisionRules(policy("{control: {}, aggressive: {}, own: {resolve: 0.9, clarify: 0.1}}"), new Catalogue());
        List<Ruling> rulings = IntStream.range(0, 900).mapToObj(i -> rules.rule(analysis().ticket(ticket().id(new UUID(9L, i).toString()).build()).confidence(0.72).build(),
            Records.none())).toList();
        Map<String, List<Ruling>> variants = rulings.stream().collect(Collectors.groupingBy(ruling -> ruling.grounds().variant()));
        assertThat(variants.keySet()).containsExactlyInAnyOrder("control", "aggressive", "own");
        assertThat(variants.values()).allSatisfy(some -> assertThat(some).hasSizeBetween(240, 360));
        assertThat(variants.get("control")).allMatch(ruling -> ruling.path() == io.serai.decision.Path.FOLLOW_UP);
        assertThat(variants.get("aggressive")).allMatch(ruling -> ruling.path() == io.serai.decision.Path.RESOLVE);
        assertThat(variants.get("own")).allMatch(ruling -> ruling.path() == io.serai.decision.Path.FOLLOW_UP && ruling.grounds().experiment().equals("bolder"));
    }

    @Test
    void withoutAnExperimentADecisionNamesNone() throws IOException {
        Files.createDirectories(home.resolve("connector-configs"));
        Grounds grounds = new DecisionRules(PolicyFile.read(new HomeFiles(home)), new Catalogue()).rule(analysis().build(), Records.none()).grounds();
        assertThat(grounds.experiment()).isNull();
        assertThat(grounds.variant()).isNull();
    }

    /** By hand: pooled share 0.55, error 0.0704, z 1.4213. */
    @Test
    void theTestForWhoLooksOnceIsTheUsualOne() {
        Comparison comparison = Comparison.of(60, 100, 50, 100, 1);
        assertThat(comparison.difference()).isCloseTo(0.1, within(1e-12));
        assertThat(comparison.p()).isCloseTo(0.1552, within(1e-4));
        assertThat(comparison.alwaysValidP()).isGreaterThan(comparison.p());
        assertThat(comparison.significant()).isFalse();
        assertThat(comparison.verdict()).isEqualTo("not yet: 10.0 points more than control may be chance");
        assertThat(Comparison.of(50, 100, 60, 100, 1).p()).isCloseTo(comparison.p(), within(1e-12));
    }

    /** By hand: shares of 0.5/21 and 8.5/21 for the variance, 0.013209; mixture with 0.01. */
    @Test
    void theTestForWhoLooksOftenIsTheNormalMixture() {
        assertThat(Comparison.of(0, 20, 8, 20, 1).alwaysValidP()).isCloseTo(0.097507, within(1e-6));
        assertThat(Comparison.of(18, 20, 8, 20, 1).alwaysValidP()).isCloseTo(0.088839, within(1e-6));
        assertThat(Comparison.of(640, 1_000, 570, 1_000, 1).alwaysValidP()).isCloseTo(0.034324, within(1e-6));
    }

    @Test
    void aLargeDifferenceIsSignificantAndOneOfManyComparisonsHasToBeLarger() {
        Comparison large = Comparison.of(400, 1_000, 500, 1_000, 1);
        assertThat(large.significant()).isTrue();
        assertThat(large.verdict()).isEqualTo("significant: 10.0 points less than control");
        Comparison near = Comparison.of(640, 1_000, 570, 1_000, 1);
        assertThat(near.alwaysValidP()).isBetween(0.005, 0.05);
        assertThat(near.significant()).isTrue();
        assertThat(Comparison.of(640, 1_000, 570, 1_000, 20).significant()).isFalse();
    }

    @Test
    void withoutTicketsOrWithoutAnyDifferenceNothingIsShown() {
        assertThat(Comparison.of(0, 0, 5, 10, 1).verdict()).isEqualTo("not yet: there are no tickets to compare");
        assertThat(Comparison.of(5, 10, 0, 0, 1).significant()).isFalse();
        assertThat(Comparison.of(0, 10, 0, 10, 1)).isEqualTo(new Comparison(0.0, 1.0, 1.0, false, "not yet: 0.0 points more than control may be chance"));
        assertThat(Comparison.of(10, 10, 10, 10, 1).p()).isEqualTo(1.0);
    }

    /** Two variants that do not differ, looked at after each tenth ticket: who stops at the first p of 0.05 finds a difference in far more than one in twenty. */
    @Test
    void lookingOftenFindsNoDifferenceWhereThereIsNone() {
        Random random = new Random(7);
        int experiments = 400;
        int usual = 0;
        int corrected = 0;
        for (int i = 0; i < experiments; i++) {
            int good = 0;
            int control = 0;
            boolean fooled = false;
            boolean significant = false;
            for (int n = 1; n <= 1_000; n++) {
                good += random.nextDouble() < 0.4 ? 1 : 0;
                control += random.nextDouble() < 0.4 ? 1 : 0;
                if (n % 10 == 0) {
                    Comparison look = Comparison.of(good, n, control, n, 1);
                    fooled |= look.p() <= 0.05;
                    significant |= look.significant();
                }
            }
            usual += fooled ? 1 : 0;
            corrected += significant ? 1 : 0;
        }
        assertThat((double) usual / experiments).isGreaterThan(0.25);
        assertThat((double) corrected / experiments).isLessThanOrEqualTo(0.05);
    }

    @Test
    void theControlComesFirstAndTheOthersAreComparedWithIt() {
        ExperimentResult result = ExperimentResult.of("bolder", true, List.of(new Outcome("aggressive", 1_000, 600, 20), new Outcome("control", 1_000, 400, 20)));
        assertThat(result.variants()).extracting(ExperimentResult.Variant::name).containsExactly("control", "aggressive");
        ExperimentResult.Variant control = result.variants().get(0);
        assertThat(control.helped().control()).isNull();
        assertThat(control.cameBack().control()).isNull();
        assertThat(control.helped().rate()).isEqualTo(0.4);
        assertThat(control.helped().low()).isEqualTo(Proportion.of(400, 1_000).low());
        ExperimentResult.Variant aggressive = result.variants().get(1);
        assertThat(aggressive.helped().control().verdict()).isEqualTo("significant: 20.0 points more than control");
        assertThat(aggressive.cameBack().control().verdict()).startsWith("not yet: ");
        assertThat(aggressive.cameBack().count()).isEqualTo(20);
        assertThat(ExperimentResult.of("new", true, List.of()).variants()).singleElement().satisfies(none -> {
            assertThat(none.tickets()).isZero();
            assertThat(none.helped().rate()).isZero();
        });
    }

    @Test
    void twoMeasuresOfEachVariantShareTheLevel() {
        Outcome control = new Outcome("control", 1_000, 570, 0);
        Function<Integer, Boolean> significant = others -> ExperimentResult.of("e", true, Stream.concat(Stream.of(control),
            IntStream.range(0, others).mapToObj(i -> new Outcome("v" + i, 1_000, 645, 0))).toList()).variants().get(1).helped().control().significant();
        assertThat(significant.apply(1)).isTrue();
        assertThat(significant.apply(9)).isFalse();
    }

    private Policy policy(String variants) throws IOException {
        Files.createDirectories(home.resolve("connector-configs"));
        Files.writeString(home.resolve("connector-configs/policy.yaml"), Files.readString(Path.of("connector-configs/policy.yaml"))
            + "\nexperiments: {bolder: {variants: " + variants + "}}\n");
        Policy policy = PolicyFile.read(new HomeFiles(home));
        assertThat(policy.faults()).isEmpty();
        return policy;
    }
}
