package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class EmbedPassagesTest {

    private static final int THREADS = 2;

    private final DataSource source = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    private final KnowledgeStore store = new KnowledgeStore(jdbc, transactions, Clock.systemUTC());
    private final EmbeddingStore embeddings = new EmbeddingStore(jdbc, transactions, Clock.systemUTC());
    private final WordEmbedder model = new WordEmbedder("words", 32);
    private final EmbedPassages passages = new EmbedPassages(embeddings, THREADS);

    @AfterEach
    void close() {
        passages.close();
    }

    private void store(int runbooks, Runnable afterEach) {
        List<RunbookFolder.Found> found = IntStream.range(0, runbooks).mapToObj(i -> new RunbookFolder.Found(
            new Runbook("page" + i, "Page " + i, List.of(), List.of(), List.of(), "Text of page " + i, "knowledge/page.md"), "hash" + i)).toList();
        store.replaceAll(store.folder(), found, Set.of(), runbook -> List.of(new Chunk("", runbook.text())), afterEach);
    }

    private boolean embed() {
        return passages.embed(model, System.nanoTime() + TimeUnit.MINUTES.toNanos(2), () -> false);
    }

    @Test
    void whatIsStoredIsEmbeddedWhileTheRestIsStillBeingStored() {
        AtomicInteger parts = new AtomicInteger();
        store(250, () -> {
            passages.ahead(model);
            int part = parts.incrementAndGet();
            await().until(() -> model.passages.size() >= Math.min(250, part * 100));
        });
        assertThat(parts).hasValue(3);
        assertThat(embed()).isTrue();
        assertThat(model.passages).hasSize(250).doesNotHaveDuplicates();
        assertThat(embeddings.waiting(model.model())).isZero();
        float[] vector = EmbeddingStore.floats(jdbc.sql("SELECT embedding FROM knowledge_embedding e JOIN knowledge_chunk c USING (hash) WHERE c.text = 'Text of page 7'")
            .query(byte[].class).single());
        assertThat(vector).containsExactly(model.embedPassage("Page 7\nText of page 7"));
        assertThat(jdbc.sql("SELECT DISTINCT dimensions FROM knowledge_embedding").query(Integer.class).single()).isEqualTo(32);
    }

    @Test
    void whatFailsMeanwhileIsToldByTheNextStepAndTriedAgainAfterIt() {
        model.broken = true;
        store(3, () -> {
            passages.ahead(model);
            passages.ahead(model);
        });
        assertThatThrownBy(this::embed).isInstanceOf(EmbeddingFailedException.class);
        model.broken = false;
        assertThat(embed()).isTrue();
        assertThat(embeddings.waiting(model.model())).isZero();
    }

    @Test
    void progressCountsWhatCameAfterItBegan() {
        store(2, () -> passages.ahead(model));
        assertThat(passages.progress().waiting()).isEqualTo(2);
        store(4, () -> { });
        assertThat(passages.embed(model, System.nanoTime(), () -> true)).isFalse();
        assertThat(passages.progress().waiting() + passages.progress().done()).isEqualTo(4);
        assertThat(embed()).isTrue();
        assertThat(passages.progress()).isNull();
    }
}
