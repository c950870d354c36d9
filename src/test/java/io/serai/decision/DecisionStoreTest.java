package io.serai.decision;

import static io.serai.testing.Analyses.analysis;
import static io.serai.testing.Tickets.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.serai.analysis.Analysis;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.decision.Grounds.Act;
import io.serai.home.HomeFiles;
import io.serai.testing.Catalogue;
import io.serai.testing.TestDatabase;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What is kept of decisions, on a real database. */
class DecisionStoreTest {

    private static DataSource database;

    private final AuditTrail audit = mock(AuditTrail.class);
    private final DecisionRules rules = new DecisionRules(PolicyFile.read(new HomeFiles(java.nio.file.Path.of("").toAbsolutePath())), new Catalogue());
    private JdbcClient jdbc;
    private DecisionStore store;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
    }

    @BeforeEach
    void clear() {
        jdbc = JdbcClient.create(database);
        jdbc.sql("TRUNCATE decision").update();
        store = new DecisionStore(jdbc, Jackson2ObjectMapperBuilder.json().build(), audit, Clock.fixed(Records.NOON, ZoneOffset.UTC),
            new JdbcTransactionManager(database));
    }

    @Test
    void aDecisionIsReadAsItWasKept() {
        Analysis analysis = analysis().id(id(1)).ticket(ticket().id(id(100)).build()).restart().build();
        DecisionRules.Ruling ruling = rules.rule(analysis, Records.trusted());
        Decision decision = store.keep(analysis, ruling).decision();

        assertThat(decision.analysis().proposal()).isEqualTo(analysis.proposal());
        assertThat(new DecisionHistory(store).name()).isEqualTo("decisions");
        assertThat(new DecisionHistory(store).of(id(101))).isEmpty();
        assertThat(store.of(id(100))).containsExactly(new DecisionRow(decision.id(), id(100), id(1), Path.ASK_APPROVAL, "server-operations", "server", 0.86, analysis.proposal(),
            ruling.reasons(), ruling.grounds(), Records.NOON));
        assertThat(new DecisionHistory(store).of(id(100))).isEqualTo(store.of(id(100)));
    }

    @Test
    void anAnalysisThatWasDecidedOnKeepsItsDecisionAndItsOneLineInTheAuditTrail() {
        Analysis first = analysis().id(id(1)).ticket(ticket().id(id(100)).build()).restart().build();
        DecisionStore.Kept kept = store.keep(first, rules.rule(first, Records.trusted()));
        Analysis again = analysis().id(id(1)).ticket(ticket().id(id(100)).build()).confidence(0.1).build();
        DecisionStore.Kept same = store.keep(again, rules.rule(again, Records.trusted()));

        assertThat(kept.isNew()).isTrue();
        assertThat(same.isNew()).isFalse();
        assertThat(same.decision().id()).isEqualTo(kept.decision().id());
        assertThat(same.decision().path()).isEqualTo(kept.decision().path());
        assertThat(same.decision().analysis().proposal()).isEqualTo(first.proposal());
        ArgumentCaptor<AuditEntry> entry = ArgumentCaptor.forClass(AuditEntry.class);
        verify(audit, times(1)).record(entry.capture());
        assertThat(entry.getValue().what()).isEqualTo("decision-made");
        assertThat(entry.getValue().ticketId()).isEqualTo(id(100));
        assertThat(entry.getValue().details()).containsOnlyKeys("decision", "analysis", "path", "category", "confidence", "reasons", "reliability", "team", "action")
            .containsEntry("decision", kept.decision().id()).containsEntry("path", "ask_approval").containsEntry("confidence", "0.860")
            .containsEntry("reliability", "72.6").containsEntry("action", "restart-service");
    }

    @Test
    void whatNobodyTakesOverAndProposesNothingNamesNeitherTeamNorAction() {
        Analysis analysis = analysis().id(id(1)).ticket(ticket().id(id(100)).build()).build();
        store.keep(analysis, rules.rule(analysis, Records.none()));
        ArgumentCaptor<AuditEntry> entry = ArgumentCaptor.forClass(AuditEntry.class);
        verify(audit).record(entry.capture());
        assertThat(entry.getValue().details()).doesNotContainKeys("team", "action").containsEntry("path", "resolve");
        assertThat(store.of(id(100))).singleElement().satisfies(row -> {
            assertThat(row.team()).isNull();
            assertThat(row.proposal()).isNull();
        });
    }

    @Test
    void withoutItsLineInTheAuditTrailNothingIsKept() {
        doThrow(new IllegalStateException("no audit")).when(audit).record(any());
        Analysis analysis = analysis().id(id(1)).ticket(ticket().id(id(100)).build()).build();
        assertThatThrownBy(() -> store.keep(analysis, rules.rule(analysis, Records.none()))).hasMessage("no audit");
        assertThat(store.of(id(100))).isEmpty();
    }

    @Test
    void theNewestComeFirstByPathAndAfterOne() {
        for (int i = 1; i <= 4; i++) {
            insert(i, i % 2 == 0 ? "RESOLVE" : "ESCALATE");
        }
        assertThat(ids(store.list(null, null, 10))).containsExactly(id(4), id(3), id(2), id(1));
        assertThat(ids(store.list(Path.RESOLVE, null, 10))).containsExactly(id(4), id(2));
        assertThat(ids(store.list(null, UUID.fromString(id(3)), 10))).containsExactly(id(2), id(1));
        assertThat(ids(store.list(null, null, 3))).containsExactly(id(4), id(3), id(2));
    }

    @Test
    void aDecisionOfBeforeGroundsWereKeptHasNone() {
        insert(1, "RESOLVE");
        assertThat(store.list(null, null, 1).get(0).grounds()).isNull();
        Analysis analysis = analysis().id(id(2)).ticket(ticket().id(id(100)).build()).build();
        store.keep(analysis, rules.rule(analysis, Records.none()));
        assertThat(store.of(id(100)).get(1).grounds().act().what()).isEqualTo(Act.NOTHING);
    }

    /** As it was before grounds were kept. */
    private void insert(int number, String path) {
        jdbc.sql("""
            INSERT INTO decision (id, ticket_id, analysis_id, path, category, confidence, reasons, decided_at)
            VALUES (?::uuid, ?::uuid, gen_random_uuid(), ?, 'vpn', 0.9, '["why"]', now())""").params(id(number), id(100), path).update();
    }

    private static List<String> ids(List<DecisionRow> rows) {
        return rows.stream().map(DecisionRow::id).toList();
    }

    private static String id(int number) {
        return new UUID(0L, number).toString();
    }
}
