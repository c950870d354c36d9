package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.home.HomeFiles;
import io.serai.testing.TestDatabase;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Indexes a folder of runbooks as the hub does, into a fresh database, and again: unchanged, without its Lucene index, and after all was deleted and
 * put back. Prints the seconds of each. docs/knowledge-quality.md has the command.
 */
@EnabledIfSystemProperty(named = "serai.measure.indexing", matches = ".+")
class IndexingSpeedTest {

    @TempDir Path home;
    private final DataSource source = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    private final KnowledgeStore store = new KnowledgeStore(jdbc, transactions, Clock.systemUTC());
    private final EmbeddingStore embeddings = new EmbeddingStore(jdbc, transactions, Clock.systemUTC());

    /** @return seconds until everything is found by words and vectors */
    private double index(String lucene) {
        BgeEmbedder bge = new BgeEmbedder(2);
        Embedders models = new Embedders(bge);
        LiveIndex index = new LiveIndex(store, embeddings, new Retrieve(models, 100, LinkingModel.shipped()), models, home.resolve(lucene));
        KnowledgeProperties properties = new KnowledgeProperties(Path.of(System.getProperty("serai.measure.indexing")), "unused", Duration.ofSeconds(2), 2, 100, null);
        KeepKnowledge keeper = new KeepKnowledge(properties, new HomeFiles(home), store, index, models, embeddings,
            (file, name, progress) -> {
                throw new UnsupportedOperationException("no documents here");
            });
        long begun = System.nanoTime();
        keeper.start();
        try {
            await().atMost(Duration.ofHours(1)).pollInterval(Duration.ofMillis(100)).until(keeper::complete);
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            keeper.stop();
            index.close();
            bge.close();
        }
    }

    private static double processor() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    @Test
    void whatIsUnchangedIsIndexedInSeconds() {
        double used = processor();
        double cold = index("one");
        double computed = processor() - used;
        double unchanged = index("one");
        double lost = index("two");
        store.replaceAll(store.folder(), List.of(), Set.of(), runbook -> List.of(), () -> { });
        double back = index("two");
        System.out.printf(Locale.ROOT, "%d documents, %d passages: cold %.1f s (%.0f s of the processor), unchanged %.1f s, index lost %.1f s, deleted and put back %.1f s%n",
            jdbc.sql("SELECT count(*) FROM knowledge_document").query(Long.class).single(), embeddings.passages(), cold, computed, unchanged, lost, back);
        assertThat(unchanged).isLessThan(5);
        assertThat(embeddings.waiting(BgeEmbedder.MODEL)).isZero();
    }
}
