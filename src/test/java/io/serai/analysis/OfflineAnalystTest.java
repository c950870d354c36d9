package io.serai.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.ticket.Category;
import io.serai.ticket.Ticket;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OfflineAnalystTest {

    private final OfflineAnalyst analyst =
        new OfflineAnalyst(new Categorize(new CategoryTerms(), LearnedCategories.NONE), new Proposals(Remedies.usual()), Clock.systemUTC());

    @Test
    void readsCauseStepsAndActionOutOfTheBestRunbook() {
        Analysis analysis = analyst.analyze(Cases.slowServer(), null);
        assertThat(analysis.category()).isEqualTo(Category.SERVER);
        assertThat(analysis.summary()).isEqualTo(
            "Web server answers slowly (web-01). The runbook \"Restart a web server that answers slowly\" describes this.");
        assertThat(analysis.likelyCause()).startsWith("The worker pool");
        assertThat(analysis.steps()).hasSize(3);
        assertThat(analysis.proposal().action()).isEqualTo("restart-service");
        assertThat(analysis.proposal().parameters().toString()).isEqualTo("{\"host\":\"web-01\",\"service\":\"nginx\"}");
        assertThat(analysis.confidence()).isEqualTo(0.86);
        assertThat(analysis.evidence()).hasSize(1);
        assertThat(analysis.analyst()).isEqualTo("offline");
        assertThat(analysis.prompt()).isNull();
        assertThat(analysis.degraded()).isNull();
    }

    @Test
    void saysSoWhereNothingIsKnown() {
        Analysis analysis = analyst.analyze(Cases.of(Cases.ticket()), null);
        assertThat(analysis.confidence()).isLessThan(0.3);
        assertThat(analysis.summary()).endsWith("No runbook describes this.");
        assertThat(analysis.steps()).isEmpty();
        assertThat(analysis.likelyCause()).isNull();
        assertThat(analysis.proposal()).isNull();
    }

    @Test
    void readsNothingOutOfARunbookThatHardlyFits() {
        Analysis analysis = analyst.analyze(Cases.of(Cases.ticket(), Cases.evidence("RB-12", 0.29)), null);
        assertThat(analysis.steps()).isEmpty();
        assertThat(analysis.proposal()).isNull();
        assertThat(analysis.evidence()).hasSize(1);
    }

    @Test
    void proposesNothingWhereTheTicketDoesNotNameTheTarget() {
        Ticket ticket = Cases.slow().affectedSystem(null).description("Please restart nginx on host web-01").build();
        assertThat(analyst.analyze(Cases.of(ticket, Cases.evidence("RB-12", 0.9)), null).proposal()).isNull();
    }

    @Test
    void proposesNothingWhereTheTargetDoesNotPassTheSchema() {
        Ticket ticket = Cases.slow().affectedSystem("web-01; rm -rf /").build();
        assertThat(analyst.analyze(Cases.of(ticket, Cases.evidence("RB-12", 0.9)), null).proposal()).isNull();
    }

    @Test
    void takesTheFirstActionThatIsInTheCatalogueAndCanBeFilled() {
        Evidence evidence = new Evidence("runbook", "RB-3", "Unlock", 0.9, "1. Unlock.", List.of("account"),
            List.of("no-such-action", "clear-cache", "unlock-account"), null);
        Analysis analysis = analyst.analyze(Cases.of(Cases.ticket(), evidence), null);
        assertThat(analysis.proposal().action()).isEqualTo("unlock-account");
        assertThat(analysis.proposal().parameters().get("email").asText()).isEqualTo("jane.doe@example.com");
    }

    @Test
    void isLessSureInADegradedCaseAndSaysWhy() {
        Case degraded = new Case(Cases.ticket(), List.of(Cases.evidence("RB-12", 0.86)), List.of(), null, "the index is being rebuilt");
        Analysis analysis = analyst.analyze(degraded, "the index is being rebuilt");
        assertThat(analysis.confidence()).isLessThan(0.7);
        assertThat(analysis.degraded()).isEqualTo("the index is being rebuilt");
    }

    /** S21, S22: the action set, its target and the confidence are those of the same ticket without the hostile text. */
    @ParameterizedTest
    @MethodSource("io.serai.analysis.Hostile#texts")
    void hostileTextChangesNeitherActionNorConfidence(String hostile) {
        Analysis plain = analyst.analyze(Cases.slowServer(), null);
        Ticket ticket = Cases.slow().description("Pages of the intranet take 20 seconds since this morning. " + hostile)
            .errorMessages(hostile).stepsTaken(hostile).businessImpact(hostile).label("note", hostile).build();
        Analysis attacked = analyst.analyze(Cases.of(ticket, Cases.evidence("RB-12", 0.86)), null);
        assertThat(attacked.confidence()).isEqualTo(plain.confidence());
        assertThat(attacked.proposal()).isEqualTo(plain.proposal());
        assertThat(attacked.steps()).isEqualTo(plain.steps());
    }
}
