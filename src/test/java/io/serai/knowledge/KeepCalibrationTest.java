package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.testing.TestDatabase;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class KeepCalibrationTest {

    private static final Instant NOON = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final DataSource source = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(source);

    private KeepCalibration at(Instant now) {
        return new KeepCalibration(new CalibrationStore(jdbc), new TransactionTemplate(new JdbcTransactionManager(source)), Clock.fixed(now, ZoneOffset.UTC));
    }

    private void verdicts(String tenant, int count, double confidence, String state, Instant reviewed) {
        for (int i = 0; i < count; i++) {
            link(tenant, UUID.randomUUID(), confidence, state, reviewed);
        }
    }

    private void link(String tenant, UUID ticket, double confidence, String state, Instant reviewed) {
        jdbc.sql("""
                INSERT INTO ticket_runbook_links (id, tenant, ticket_id, document, page, title, confidence, automatic, state, openings, reviewed_by,
                    reviewed_at, created_at)
                VALUES (:id, :tenant, :ticket, :document, 'p', 'P', :confidence, true, :state, 0, :by, :at, :at2)""")
            .param("id", UUID.randomUUID()).param("tenant", tenant).param("ticket", ticket).param("document", UUID.randomUUID())
            .param("confidence", confidence).param("state", state).param("by", reviewed == null ? null : "ann")
            .param("at", reviewed == null ? null : Timestamp.from(reviewed)).param("at2", Timestamp.from(NOON)).update();
    }

    private Calibration kept(String tenant) {
        KeepCalibration other = at(NOON.plus(Duration.ofDays(1)));
        other.recalibrate();
        return other.of(tenant);
    }

    /** TRUST.md, S18: what one tenant says changes nothing for another. */
    @Test
    void s18VerdictsCorrectTheConfidencesOfTheirTenantAloneAndOutlastAStart() {
        verdicts("a", 200, 0.8, "rejected", NOON.minusSeconds(600));
        KeepCalibration keeper = at(NOON);
        assertThat(keeper.of("a")).isEqualTo(Calibration.NONE);
        keeper.recalibrate();
        assertThat(keeper.of("a").apply(0.8)).isLessThan(0.6);
        assertThat(keeper.of("b")).isEqualTo(Calibration.NONE);
        assertThat(kept("a")).isEqualTo(keeper.of("a"));
    }

    @Test
    void eachVerdictCountsOnceAndNewOnesGoOnFromTheCorrectionThatIs() {
        verdicts("a", 50, 0.8, "rejected", NOON.minusSeconds(600));
        KeepCalibration first = at(NOON);
        first.recalibrate();
        Calibration once = first.of("a");
        first.recalibrate();
        at(NOON.plusSeconds(60)).recalibrate();
        assertThat(kept("a")).isEqualTo(once);
        verdicts("a", 50, once.apply(0.8), "rejected", NOON.plusSeconds(300));
        assertThat(kept("a").apply(0.8)).isLessThan(once.apply(0.8) - 0.02);
        assertThat(jdbc.sql("SELECT votes FROM knowledge_calibration WHERE tenant = 'a'").query(Long.class).single()).isEqualTo(100);
    }

    @Test
    void whatNobodyJudgedWhatAPersonChoseAndWhatIsTooFreshDoesNotCount() {
        verdicts("a", 50, 0.8, "linked", null);
        verdicts("a", 50, 0.3, "review", null);
        verdicts("a", 50, 1.0, "confirmed", NOON.minusSeconds(600));
        verdicts("a", 50, 0.3, "confirmed", NOON.minusSeconds(5));
        KeepCalibration keeper = at(NOON);
        keeper.recalibrate();
        assertThat(keeper.of("a")).isEqualTo(Calibration.NONE);
    }

    @Test
    void aTicketHasOneVoteTheOneOnThePageThatFittedBest() {
        for (int i = 0; i < 100; i++) {
            UUID ticket = UUID.randomUUID();
            link("a", ticket, 0.6, "confirmed", NOON.minusSeconds(600));
            link("a", ticket, 0.1, "rejected", NOON.minusSeconds(600));
        }
        KeepCalibration keeper = at(NOON);
        keeper.recalibrate();
        assertThat(keeper.of("a")).isEqualTo(Recalibrate.by(Collections.nCopies(100, new Recalibrate.Vote(0.6, true))));
        assertThat(keeper.of("a").apply(0.6)).isGreaterThan(0.65);
        assertThat(keeper.of("a").apply(0.0)).isEqualTo(0, within(0.0));
    }
}
