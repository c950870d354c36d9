package io.serai.decision;

import static io.serai.testing.Analyses.analysis;
import static io.serai.testing.Tickets.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.analysis.Analysis;
import io.serai.decision.TrackRecord.Question;
import io.serai.home.HomeFiles;
import io.serai.testing.Analyses;
import io.serai.testing.Catalogue;
import io.serai.ticket.Category;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for a decision, and what is counted of it, with the policy that is shipped. */
class DecideTest {

    private final DecisionStore store = mock(DecisionStore.class);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Question> questions = new ArrayList<>();
    private final List<Path> talkedOf = new ArrayList<>();
    private boolean isNew = true;

    @BeforeEach
    void keepWhatIsRuled() {
        when(store.keep(any(), any())).thenAnswer(call -> {
            DecisionRules.Ruling ruling = call.getArgument(1);
            return new DecisionStore.Kept(new Decision("d", call.getArgument(0), ruling.path(), ruling.team(), ruling.reasons(), ruling.grounds()), isNew);
        });
    }

    @Test
    void anActionRunsByTheRecordOfThatAction() {
        assertThat(decide().decide(Analyses.proposingARestart()).path()).isEqualTo(Path.REMEDIATE);
        assertThat(questions).containsExactly(new Question("default", Category.SERVER, "restart-service"));
    }

    @ParameterizedTest
    @CsvSource({"0.9, RESOLVE", "0.7, FOLLOW_UP", "0.4, CLARIFY"})
    void whatWouldTellTheRequesterSomethingIsPutToTheTalkFirst(double confidence, Path path) {
        Decision decision = decide(silent(), objecting("enough was said"), objecting("not heard")).decide(analysis().confidence(confidence).build());
        assertThat(talkedOf).containsExactly(path, path);
        assertThat(decision.path()).isEqualTo(Path.ESCALATE);
        assertThat(decision.reasons()).endsWith("enough was said");
        assertThat(meters.counter("serai.decisions", "path", "escalate").count()).isEqualTo(1);
    }

    @Test
    void whatTellsTheRequesterNothingIsNot() {
        Decide decide = decide(objecting("enough was said"));
        assertThat(decide.decide(Analyses.proposingARestart()).path()).isEqualTo(Path.REMEDIATE);
        assertThat(decide.decide(analysis().ticket(ticket().build()).restart().build()).path()).isEqualTo(Path.ASK_APPROVAL);
        assertThat(decide.decide(analysis().confidence(0.1).build()).path()).isEqualTo(Path.ESCALATE);
        assertThat(talkedOf).isEmpty();
    }

    @Test
    void whatHelpedClosesTheTicketUnlessTheTalkSpeaksAgainstIt() {
        Analysis unsure = analysis().confidence(0.1).build();
        Decision settled = decide(silent(), helped()).decide(unsure);
        assertThat(settled.path()).isEqualTo(Path.RESOLVE);
        assertThat(settled.reasons()).containsExactly("it helped");
        assertThat(talkedOf).as("it is put to the talk as any answer").containsOnly(Path.RESOLVE);
        assertThat(decide(helped(), objecting("more was said")).decide(unsure).path()).isEqualTo(Path.ESCALATE);
    }

    private Talking helped() {
        return new Talking() {
            @Override
            public Optional<String> helped(Analysis analysis) {
                return Optional.of("it helped");
            }

            @Override
            public Optional<Objection> objection(Analysis analysis, Path path) {
                return silent().objection(analysis, path);
            }
        };
    }

    @Test
    void aDecisionIsCountedWithItsConfidenceAndOnlyWhenItIsNew() {
        Decide decide = decide(silent());
        decide.decide(analysis().confidence(0.9).build());
        isNew = false;
        decide.decide(analysis().confidence(0.7).build());
        assertThat(meters.counter("serai.decisions", "path", "resolve").count()).isEqualTo(1);
        assertThat(meters.find("serai.decisions").tag("path", "follow_up").counter()).isNull();
        assertThat(meters.get("serai.decision.confidence").summary().count()).isEqualTo(1);
        assertThat(meters.get("serai.decision.confidence").summary().totalAmount()).isEqualTo(0.9);
    }

    private Decide decide(Talking... talks) {
        DecisionRules rules = new DecisionRules(PolicyFile.read(new HomeFiles(java.nio.file.Path.of("").toAbsolutePath())), new Catalogue());
        Clock noon = Clock.fixed(Records.NOON, ZoneOffset.UTC);
        TrackRecord record = question -> {
            questions.add(question);
            return Records.trusted().counts();
        };
        return new Decide(rules, store, new AskRecords(List.of(record), noon), List.of(talks), noon, meters);
    }

    private Talking silent() {
        return (analysis, path) -> {
            talkedOf.add(path);
            return Optional.empty();
        };
    }

    private Talking objecting(String reason) {
        return (analysis, path) -> {
            talkedOf.add(path);
            return Optional.of(new Talking.Objection(true, reason));
        };
    }
}
