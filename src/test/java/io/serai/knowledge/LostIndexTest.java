package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.home.HomeFiles;
import io.serai.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** TRUST.md, R25: what is answered while an index that was lost is made anew. */
class LostIndexTest {

    /** Gives out vectors only while a test lets it. */
    private static final class HeldStore extends KnowledgeStore {
        private final Semaphore vectors = new Semaphore(1_000);
        private volatile boolean broken;

        HeldStore(JdbcClient jdbc, TransactionTemplate transactions) {
            super(jdbc, transactions, Clock.systemUTC());
        }

        @Override
        List<IndexedRunbook> load(Collection<UUID> documents, String model) {
            if (!model.isEmpty()) {
                vectors.acquireUninterruptibly();
                if (broken) {
                    throw new IllegalStateException("no vectors");
                }
            }
            return super.load(documents, model);
        }
    }

    @TempDir Path home;
    private final DataSource source = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    private final EmbeddingStore embeddings = new EmbeddingStore(jdbc, transactions, Clock.systemUTC());
    private final HeldStore store = new HeldStore(jdbc, transactions);
    private final WordEmbedder model = new WordEmbedder("words", 32);
    private final List<Runnable> open = new ArrayList<>();
    private LiveIndex index;
    private KeepKnowledge keeper;
    private SearchKnowledge search;

    @BeforeEach
    void indexed() throws IOException {
        Path folder = Files.createDirectory(home.resolve("knowledge"));
        Files.writeString(folder.resolve("disk.md"), "# Disk is filling up\n\nRemove old logs, then expand the volume.\n");
        Files.writeString(folder.resolve("vpn.md"), "# VPN drops\n\nUpdate the VPN client and try a cable.\n");
        start("first");
        await().until(keeper::complete);
        assertThat(index.vectors()).isEqualTo(2);
    }

    @AfterEach
    void close() {
        store.vectors.release(1_000);
        open.forEach(Runnable::run);
    }

    /** A process of the hub, in place of the one before. */
    private void start(String lucene) {
        open.forEach(Runnable::run);
        open.clear();
        Embedders models = new Embedders(model);
        LiveIndex live = new LiveIndex(store, embeddings, new Retrieve(models, 100, LinkingModel.shipped()), models, home.resolve(lucene));
        KnowledgeProperties properties = new KnowledgeProperties(home.resolve("knowledge"), "unused", Duration.ofMillis(200), 2, 100, null);
        KeepKnowledge keep = new KeepKnowledge(properties, new HomeFiles(home), store, live, models, embeddings, (file, name, progress) -> {
            throw new UnsupportedOperationException("the folder holds Markdown alone");
        });
        open.add(keep::stop);
        open.add(live::close);
        keep.start();
        index = live;
        keeper = keep;
        search = new SearchKnowledge(live, keep, new SimpleMeterRegistry());
    }

    private KnowledgeAnswer vpn() {
        return search.search(new KnowledgeSearch(new Question("", "VPN drops", ""), "default", 5));
    }

    @Test
    void wordsAnswerUntilTheVectorsAreInAgain() {
        assertThat(vpn().degraded()).isNull();
        store.vectors.drainPermits();
        start("lost");
        await().untilAsserted(() -> assertThat(vpn().items()).extracting(Evidence::id).startsWith("vpn"));
        assertThat(vpn().degraded()).isEqualTo("the knowledge index is being built anew: searched by words only");
        assertThat(keeper.complete()).isFalse();
        assertThat(index.documents()).isEqualTo(2);
        assertThat(index.vectors()).isZero();

        store.vectors.release(1_000);
        await().until(keeper::complete);
        assertThat(vpn().degraded()).isNull();
        assertThat(vpn().items()).extracting(Evidence::id).startsWith("vpn");
        assertThat(index.vectors()).isEqualTo(2);
        assertThat(model.passages).as("nothing is embedded again").hasSize(2);
    }

    @Test
    void aRebuildThatFailsGoesOnAnsweringByWordsAndIsBegunAnew() {
        store.broken = true;
        start("lost");
        await().until(() -> keeper.failures().containsKey("index"));
        await().untilAsserted(() -> assertThat(vpn().items()).extracting(Evidence::id).startsWith("vpn"));
        assertThat(vpn().degraded()).contains("by words only");
        store.broken = false;
        await().until(keeper::complete);
        assertThat(vpn().degraded()).isNull();
        assertThat(index.vectors()).isEqualTo(2);
    }

    @Test
    void whatWasShownBeforeItWasCommittedIsNoIndexToGoOnFrom() throws IOException {
        LiveIndex lost = new LiveIndex(store, embeddings, new Retrieve(new Embedders(model), 100, LinkingModel.shipped()), new Embedders(model), home.resolve("half"));
        store.broken = true;
        assertThatThrownBy(lost::follow).hasMessage("no vectors");
        assertThat(lost.wordsOnly()).isTrue();
        lost.close();
        store.broken = false;
        start("half");
        await().until(keeper::complete);
        assertThat(index.vectors()).isEqualTo(2);
        assertThat(vpn().degraded()).isNull();
    }
}
