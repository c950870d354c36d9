package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.document.DocumentReader;
import io.serai.home.HomeFiles;
import io.serai.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class EmbeddingModelTest {

    private static final String DISK = "# Disk is filling up\n\nRemove old logs, then expand the volume.\n";
    private static final DocumentReader NO_DOCUMENTS = (file, name, progress) -> {
        throw new UnsupportedOperationException("the folder holds Markdown alone");
    };
    private static final String VPN = "# VPN drops\n\nUpdate the VPN client and try a cable.\n";

    @TempDir Path home;
    private final DataSource source = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    private final List<Runnable> open = new ArrayList<>();
    private final WordEmbedder old = new WordEmbedder("old", 32);
    private final WordEmbedder wanted = new WordEmbedder("wanted", 48);
    private Path folder;

    /** One process of the hub. */
    private record Node(KeepKnowledge keeper, LiveIndex index) {

        void complete() {
            await().atMost(Duration.ofSeconds(30)).until(keeper::complete);
        }

        Retrieve.Answer answer(String text) {
            return index.answer(new KnowledgeSearch(new Question("", text, ""), "default", 5));
        }

        String first(String text) {
            return answer(text).evidence().get(0).id();
        }
    }

    @BeforeEach
    void write() throws Exception {
        folder = Files.createDirectory(home.resolve("knowledge"));
        Files.writeString(folder.resolve("disk.md"), DISK);
        Files.writeString(folder.resolve("vpn.md"), VPN);
    }

    @AfterEach
    void close() {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).run();
        }
    }

    private EmbeddingStore embeddings(Clock clock) {
        return new EmbeddingStore(jdbc, transactions, clock);
    }

    private Node start(String lucene, Embedder model, Embedder... before) {
        Embedders models = new Embedders(model, before);
        KnowledgeStore store = new KnowledgeStore(jdbc, transactions, Clock.systemUTC());
        EmbeddingStore embeddings = embeddings(Clock.systemUTC());
        LiveIndex index = new LiveIndex(store, embeddings, new Retrieve(models, 100, LinkingModel.shipped()), models, home.resolve(lucene));
        KnowledgeProperties properties = new KnowledgeProperties(folder, "unused", Duration.ofMillis(100), 2, 100, null);
        KeepKnowledge keeper = new KeepKnowledge(properties, new HomeFiles(home), store, index, models, embeddings, NO_DOCUMENTS);
        open.add(index::close);
        open.add(keeper::stop);
        keeper.start();
        return new Node(keeper, index);
    }

    private void stop(Node node) {
        node.keeper().stop();
        node.index().close();
    }

    @Test
    void aPassageIsEmbeddedOnceThoughItStandsTwiceOrComesBack() throws Exception {
        Files.writeString(folder.resolve("copy.md"), VPN);
        Node node = start("lucene", wanted);
        node.complete();
        assertThat(wanted.passages).as("three documents, two texts").hasSize(2);
        assertThat(node.index().vectors()).isEqualTo(3);
        Files.delete(folder.resolve("vpn.md"));
        Files.delete(folder.resolve("copy.md"));
        await().atMost(Duration.ofSeconds(60)).until(() -> node.index().documents() == 1);
        Files.writeString(folder.resolve("vpn.md"), VPN);
        await().atMost(Duration.ofSeconds(60)).until(() -> node.first("VPN drops").equals("vpn"));
        node.complete();
        assertThat(wanted.passages).hasSize(2);
        assertThat(node.index().vectors()).isEqualTo(2);
        assertThat(node.keeper().progress()).isEmpty();
    }

    /** TRUST.md, R25: another model, of other dimensions. */
    @Test
    void r25TheModelBeforeAnswersUntilAllIsEmbeddedAnewAndThenAllIsChangedAtOnce() throws Exception {
        Node before = start("lucene", old);
        before.complete();
        stop(before);

        wanted.broken = true;
        Node node = start("lucene", wanted, old);
        await().atMost(Duration.ofSeconds(60)).until(() -> node.keeper().failures().containsKey("embed"));
        assertThat(node.index().changingModel()).isTrue();
        assertThat(node.index().model()).isEqualTo("old");
        assertThat(node.answer("VPN drops").withoutVectors()).as("the old model answers").isFalse();
        assertThat(node.answer("VPN drops").evidence().get(0).match().similarity()).isPositive();
        Files.writeString(folder.resolve("printer.md"), "# Printer is offline\n\nSwitch it on.\n");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(node.first("printer offline")).isEqualTo("printer"));
        await().atMost(Duration.ofSeconds(60)).until(() -> node.index().vectors() == 3);
        assertThat(node.keeper().complete()).isFalse();

        wanted.broken = false;
        node.complete();
        assertThat(node.index().model()).isEqualTo("wanted");
        assertThat(node.index().vectors()).isEqualTo(3);
        assertThat(node.first("VPN drops")).isEqualTo("vpn");
        assertThat(old.passages).as("the old model embedded what was new meanwhile").hasSize(3);
        stop(node);
        Node again = start("lucene", wanted, old);
        again.complete();
        assertThat(wanted.passages).as("a restart embeds nothing").hasSize(3);
    }

    /** TRUST.md, R25. */
    @Test
    void r25VectorsOfAModelThatCannotBeAskedAnyMoreAreNotUsed() {
        Node before = start("lucene", old);
        before.complete();
        stop(before);
        wanted.broken = true;
        Node node = start("lucene", wanted);
        await().atMost(Duration.ofSeconds(60)).ignoreException(IndexUnavailableException.class).untilAsserted(() -> {
            assertThat(node.answer("VPN drops").evidence()).extracting(Evidence::id).first().isEqualTo("vpn");
            assertThat(node.answer("VPN drops").withoutVectors()).isTrue();
        });
        assertThat(node.index().vectors()).isZero();
        wanted.broken = false;
        node.complete();
        assertThat(node.answer("VPN drops").withoutVectors()).isFalse();
    }

    @Test
    void whatOneProcessStoresEveryProcessFindsWithinFiveSeconds() throws Exception {
        Node one = start("lucene-1", wanted);
        Node two = start("lucene-2", wanted);
        one.complete();
        two.complete();
        Files.writeString(folder.resolve("printer.md"), "# Printer is offline\n\nSwitch it on.\n");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(one.first("printer offline")).isEqualTo("printer");
            assertThat(two.first("printer offline")).isEqualTo("printer");
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> one.index().vectors() == 3 && two.index().vectors() == 3);
        one.keeper().stop();
        Files.delete(folder.resolve("disk.md"));
        two.keeper().stop();
        KnowledgeStore store = new KnowledgeStore(jdbc, transactions, Clock.systemUTC());
        store.replaceAll(store.folder(), List.of(), Set.of(), runbook -> List.of(), () -> { });
        one.index().follow();
        assertThat(one.answer("VPN drops").evidence()).isEmpty();
    }

    @Test
    void vectorsThatNobodyAsksForAreDeletedAfterAMonth() {
        Node node = start("lucene", old);
        node.complete();
        stop(node);
        Clock now = Clock.fixed(Instant.parse("2026-11-26T00:00:00Z"), ZoneOffset.UTC);
        Clock later = Clock.offset(now, Duration.ofDays(31));
        assertThat(embeddings(now).prune(List.of("wanted", "old"))).isZero();
        assertThat(embeddings(later).prune(List.of("wanted", "old"))).as("in use").isZero();
        assertThat(embeddings(now).prune(List.of("wanted"))).isZero();
        assertThat(embeddings(later).prune(List.of("wanted"))).isEqualTo(2);
        assertThat(embeddings(later).waiting("old")).isEqualTo(2);
    }
}
