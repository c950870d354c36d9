package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.document.DocumentPart;
import io.serai.document.DocumentReader;
import io.serai.document.RefusedDocumentException;
import io.serai.home.Fault;
import io.serai.home.HomeFiles;
import io.serai.testing.TestDatabase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class KeepKnowledgeTest {

    private static final String DISK = "---\nid: disk\nactions: [expand-volume]\n---\n# Disk is filling up\n\nRemove old logs, then expand the volume.\n";
    private static final String VPN = "# VPN drops\n\nUpdate the VPN client and try a cable.\n";

    @TempDir Path home;
    private final DataSource source = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path folder;
    private CountingEmbedder embedder;
    private LiveIndex index;
    private KeepKnowledge keeper;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(home.resolve("knowledge"));
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private KnowledgeStore store() {
        return new KnowledgeStore(jdbc, new TransactionTemplate(new JdbcTransactionManager(source)), Clock.systemUTC());
    }

    private EmbeddingStore embeddings() {
        return new EmbeddingStore(jdbc, new TransactionTemplate(new JdbcTransactionManager(source)), Clock.systemUTC());
    }

    private void start(String model, Embedder... before) {
        embedder = new CountingEmbedder(model);
        KnowledgeStore store = store();
        Embedders models = new Embedders(embedder, before);
        LiveIndex live = new LiveIndex(store, embeddings(), new Retrieve(models, 100, LinkingModel.shipped()), models, home.resolve("data/lucene"));
        KnowledgeProperties properties = new KnowledgeProperties(folder, "unused", Duration.ofMillis(200), 2, 100, null);
        KeepKnowledge keep = new KeepKnowledge(properties, new HomeFiles(home), store, live, models, embeddings(),
            (file, name, progress) -> text(file));
        open.add(live);
        open.add(keep::stop);
        keep.start();
        index = live;
        keeper = keep;
    }

    /** A reader that takes every file for text. */
    private static DocumentReader.Text text(Path file) {
        try {
            return new DocumentReader.Text(List.of(new DocumentPart("", Files.readString(file), "en", Files.readString(file), List.of())), List.of());
        } catch (IOException e) {
            throw new RefusedDocumentException(file + " is gone");
        }
    }

    private void stop() {
        keeper.stop();
        index.close();
    }

    private void complete() {
        await().atMost(Duration.ofSeconds(30)).until(keeper::complete);
    }

    private List<String> found(String text, String tenant) {
        try {
            return index.answer(new KnowledgeSearch(new Question("", text, ""), tenant, 5)).evidence().stream().map(Evidence::id).toList();
        } catch (IndexUnavailableException e) {
            return List.of(e.getMessage());
        }
    }

    private static KnowledgeSearch asked(String text) {
        return new KnowledgeSearch(new Question("", text, ""), "default", 1);
    }

    private List<String> found(String text) {
        return found(text, "default");
    }

    @Test
    void whatIsWrittenIsFoundWithinFiveSecondsAndWhatIsDeletedVanishes() throws Exception {
        Files.writeString(folder.resolve("disk.md"), DISK);
        start("bge");
        complete();
        assertThat(found("disk filling up")).containsExactly("disk");

        Files.createDirectories(folder.resolve("network"));
        Files.writeString(folder.resolve("network/vpn.md"), VPN);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(found("VPN drops")).startsWith("vpn"));

        Files.writeString(folder.resolve("network/vpn.md"), "# Printer is offline\n\nSwitch it on.\n");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(index.answer(asked("printer offline"))
            .evidence().get(0).title()).isEqualTo("Printer is offline"));

        Files.delete(folder.resolve("disk.md"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(found("disk filling up")).containsExactly("vpn"));
        complete();
        assertThat(jdbc.sql("SELECT count(*) FROM knowledge_chunk").query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void aDocumentOfAnotherKindIsFoundAsWellOutlastsARestartAndVanishesWithItsFile() throws Exception {
        Files.writeString(folder.resolve("disk.md"), DISK);
        Files.writeString(folder.resolve("badge.pdf"), "The badge reader blinks red");
        start("bge");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(found("badge reader blinks")).startsWith("badge.pdf"));
        complete();
        assertThat(jdbc.sql("SELECT language FROM knowledge_document WHERE name = 'badge.pdf'").query(String.class).single()).isEqualTo("en");
        stop();

        start("bge");
        complete();
        assertThat(embedder.passages).as("nothing is embedded again").hasValue(0);
        assertThat(found("badge reader blinks")).startsWith("badge.pdf");
        Files.delete(folder.resolve("badge.pdf"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(found("badge reader blinks")).doesNotContain("badge.pdf"));
    }

    @Test
    void aRestartEmbedsNothingAgainAndAChangeOnlyWhatChanged() throws Exception {
        Files.writeString(folder.resolve("disk.md"), DISK);
        Files.writeString(folder.resolve("vpn.md"), VPN);
        start("bge");
        complete();
        assertThat(embedder.passages).hasValue(2);
        stop();

        start("bge");
        complete();
        assertThat(embedder.passages).hasValue(0);
        assertThat(found("VPN drops")).startsWith("vpn");
        Files.writeString(folder.resolve("disk.md"), DISK.replace("[expand-volume]", "[clear-cache]"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(index.answer(asked("disk")).evidence()
            .get(0).actions()).containsExactly("clear-cache"));
        complete();
        assertThat(embedder.passages).as("the text is the same").hasValue(0);
    }

    /** TRUST.md, R25. */
    @Test
    void r25AnIndexDamagedOrDeletedIsRebuiltFromTheDatabase() throws Exception {
        Files.writeString(folder.resolve("disk.md"), DISK);
        start("bge");
        complete();
        stop();
        Path lucene = home.resolve("data/lucene");
        try (Stream<Path> files = Files.list(lucene)) {
            for (Path file : files.filter(path -> !path.endsWith("write.lock")).toList()) {
                try (RandomAccessFile damage = new RandomAccessFile(file.toFile(), "rw")) {
                    damage.seek(damage.length() / 2);
                    damage.write(new byte[16]);
                }
            }
        }
        start("bge");
        complete();
        assertThat(found("disk filling up")).containsExactly("disk");
        assertThat(embedder.passages).hasValue(0);

        try (Stream<Path> files = Files.list(lucene)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.writeString(folder.resolve("vpn.md"), VPN);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(found("VPN drops")).startsWith("vpn"));
        complete();
        assertThat(found("disk filling up")).startsWith("disk");
    }

    /** TRUST.md, R25. */
    @Test
    void r25AnotherModelEmbedsEverythingAnewAndIsNeverMixedWithTheOld() throws Exception {
        Files.writeString(folder.resolve("disk.md"), DISK);
        Files.writeString(folder.resolve("vpn.md"), VPN);
        start("bge");
        complete();
        stop();
        start("other");
        complete();
        assertThat(embedder.passages).hasValue(2);
        assertThat(index.model()).isEqualTo("other");
        assertThat(index.vectors()).isEqualTo(2);
        assertThat(found("VPN drops")).startsWith("vpn");
    }

    @Test
    void withoutTheModelItSearchesByWordsAndRecovers() throws Exception {
        Files.writeString(folder.resolve("disk.md"), DISK);
        start("bge");
        embedder.broken = true;
        Files.writeString(folder.resolve("vpn.md"), VPN);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(found("VPN drops")).startsWith("vpn"));
        assertThat(index.answer(asked("VPN drops")).withoutVectors()).isTrue();
        await().atMost(Duration.ofSeconds(60)).until(() -> keeper.failures().containsKey("embed"));
        assertThat(keeper.complete()).isFalse();
        embedder.broken = false;
        complete();
        assertThat(index.answer(asked("VPN drops")).withoutVectors()).isFalse();
        await().atMost(Duration.ofSeconds(60)).until(() -> keeper.failures().isEmpty());
    }

    @Test
    void oneBrokenFileDoesNotStopTheOthers() throws Exception {
        Path outside = Files.writeString(home.resolve("secret.md"), "# Secret\n");
        Files.createSymbolicLink(folder.resolve("link.md"), outside);
        Files.writeString(folder.resolve("big.md"), "# Big\n" + "x".repeat(1 << 20));
        Files.writeString(folder.resolve("broken.md"), "---\ncategories: [\n---\n# Broken front matter\n");
        Files.write(folder.resolve("latin1.md"), new byte[] {'#', ' ', (byte) 0xE9, (byte) 0xFF, '\n'});
        Files.writeString(folder.resolve("twice.md"), DISK);
        Files.writeString(folder.resolve("disk.md"), DISK);
        start("bge");
        complete();
        assertThat(keeper.faults()).extracting(Fault::toString).anyMatch(fault -> fault.startsWith("knowledge/link.md:1: is a link"))
            .anyMatch(fault -> fault.startsWith("knowledge/big.md:1: is larger than"))
            .anyMatch(fault -> fault.startsWith("knowledge/broken.md:") && fault.contains("not YAML"))
            .anyMatch(fault -> fault.startsWith("knowledge/twice.md:1: has the id disk of knowledge/disk.md")).hasSize(4);
        assertThat(jdbc.sql("SELECT name FROM knowledge_document ORDER BY name").query(String.class).list()).containsExactly("broken", "disk", "latin1");
    }

    @Test
    void aTenantSeesItsOwnRunbooksAndThoseOfEveryone() throws Exception {
        Files.writeString(folder.resolve("disk.md"), DISK);
        start("bge");
        complete();
        keeper.stop();
        store().replaceAll(store().folder(), List.of(), Set.of(), runbook -> List.of(), () -> { });
        jdbc.sql("""
            INSERT INTO knowledge_document (id, tenant, name, title, categories, actions, text, origin, hash, revision)
            SELECT gen_random_uuid(), t, t || '-vpn', 'VPN drops', '{}', '{}', 'Update the VPN client of ' || t, 'test', 'h', 1000
            FROM unnest(ARRAY['red', 'blue', '*']) t""").update();
        jdbc.sql("""
            INSERT INTO knowledge_chunk (id, document, ordinal, passage, text, hash)
            SELECT gen_random_uuid(), id, 0, text, text, sha256(convert_to(text, 'UTF8')) FROM knowledge_document""").update();
        EmbeddingStore store = embeddings();
        store.embedded("bge", store.waiting("bge", 10).stream().collect(Collectors.toMap(w -> w, w -> embedder.embedPassage(w.passage()))));
        index.follow();
        assertThat(found("VPN drops", "red")).containsExactlyInAnyOrder("red-vpn", "*-vpn");
        assertThat(found("VPN drops", "blue")).containsExactlyInAnyOrder("blue-vpn", "*-vpn");
        assertThat(found("VPN drops", "green")).containsExactly("*-vpn");
        assertThat(index.vectors()).isEqualTo(3);
    }

    @Test
    void beforeTheIndexIsOpenItSaysSo() {
        KnowledgeStore store = store();
        CountingEmbedder counting = new CountingEmbedder("bge");
        Embedders models = new Embedders(counting);
        LiveIndex closed = new LiveIndex(store, embeddings(), new Retrieve(models, 10, LinkingModel.shipped()), models, null);
        assertThatThrownBy(() -> closed.answer(asked("disk"))).isInstanceOf(IndexUnavailableException.class)
            .hasMessageContaining("is being built");
    }
}
