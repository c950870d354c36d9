package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class KnowledgeStoreTest {

    private final DataSource source = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final KnowledgeStore store = new KnowledgeStore(jdbc, new TransactionTemplate(new JdbcTransactionManager(source)), Clock.systemUTC());

    private UUID put(String name, String text) {
        Runbook runbook = new Runbook(name, "Title of " + name, List.of(), List.of(), text, "test");
        return store.put(new KnowledgeStore.Entry("default", runbook, RunbookFolder.hash(name, text), null, List.of(), null), cut ->
            List.of(new Chunk("", cut.text())));
    }

    @Test
    void productsOfARunbookAreWhatASearchIsNarrowedBy() {
        Runbook vpn = new Runbook("vpn", "VPN drops", List.of(), List.of(), List.of("AnyConnect", "remote work"), "Update the client.", "knowledge/vpn.md");
        store.replaceAll(store.folder(), List.of(new RunbookFolder.Found(vpn, "hash")), Set.of(), cut -> List.of(new Chunk("", cut.text())), () -> { });
        assertThat(store.load(store.changesSince(-1, "none").changed(), "none")).singleElement()
            .satisfies(runbook -> assertThat(runbook.traits().products()).containsExactly("AnyConnect", "remote work"));
    }

    @Test
    void aBoostStaysWithinItsBoundsAndIsAChangeThatEveryIndexSees() {
        UUID disk = put("disk", "Remove old logs.");
        UUID vpn = put("vpn", "Update the client.");
        long before = store.revision().number();
        store.boost(Map.of(disk, 7.0, vpn, -0.25));
        assertThat(jdbc.sql("SELECT boost FROM knowledge_document ORDER BY name").query(Double.class).list()).containsExactly(1.0, -0.25);
        assertThat(store.changesSince(before, "none").changed()).containsExactlyInAnyOrder(disk, vpn);
        put("disk", "Remove old logs, then archives.");
        assertThat(jdbc.sql("SELECT boost FROM knowledge_document WHERE name = 'disk'").query(Double.class).single()).as("kept when its text changes").isEqualTo(1.0);
        assertThatThrownBy(() -> store.boost(Map.of(disk, Double.NaN))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1.0 to 1.0");
    }
}
