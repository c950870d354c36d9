package io.serai.knowledge;

import io.serai.ticket.TimeOrderedId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps the runbooks and articles, their chunks and vectors in PostgreSQL: what every process builds its index from. Each change takes the next
 * revision, and changes stand in the order of their revisions, so that whoever has seen revision n asks for what came after it.
 */
@Component
class KnowledgeStore {

    private static final int BATCH = 100;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Revisions revisions;

    KnowledgeStore(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.revisions = new Revisions(jdbc);
    }

    /** @param changed documents to read anew; of those that are gone, {@code keys} has no key */
    record Changes(Revisions.Revision revision, List<UUID> changed, Set<String> keys) {
    }

    /**
     * What is to be stored.
     *
     * @param hash      of all that is stored: what has the same hash is not touched
     * @param origin    where an article comes from, or {@code null} for a runbook of the folder
     * @param changedAt when the source changed it, or {@code null}
     */
    record Entry(String tenant, Runbook runbook, String hash, Evidence.Origin origin, List<String> labels, Instant changedAt) {

        private static Entry of(RunbookFolder.Found found) {
            return new Entry(IndexedRunbook.EVERYONE, found.runbook(), found.hash(), null, found.runbook().products(), null);
        }
    }

    Revisions.Revision revision() {
        return revisions.now();
    }

    /**
     * Makes the runbooks of everyone those of a folder; what has not changed is not touched, and a passage that was embedded keeps its
     * vector.
     *
     * @param stored    what {@link #folder} has told
     * @param asTheyAre files whose texts stay as they are
     * @param afterEach runs after each part that is stored for good
     * @return whether anything changed
     */
    boolean replaceAll(List<OfFolder> stored, List<RunbookFolder.Found> wanted, Set<String> asTheyAre, Function<Runbook, List<Chunk>> cut,
                       Runnable afterEach) {
        Map<String, String> hashes = stored.stream().collect(Collectors.toMap(OfFolder::name, OfFolder::hash));
        Map<String, RunbookFolder.Found> byName = new LinkedHashMap<>();
        wanted.forEach(found -> byName.put(found.runbook().id(), found));
        List<String> gone = stored.stream().filter(each -> !byName.containsKey(each.name()) && !asTheyAre.contains(each.file())).map(OfFolder::name).toList();
        List<RunbookFolder.Found> changed = byName.values().stream()
            .filter(found -> !found.hash().equals(hashes.get(found.runbook().id()))).toList();
        if (!gone.isEmpty()) {
            transactions.executeWithoutResult(status -> {
                revisions.next();
                jdbc.sql("DELETE FROM knowledge_document WHERE tenant = :tenant AND source IS NULL AND name IN (:names)")
                    .param("tenant", IndexedRunbook.EVERYONE).param("names", gone).update();
            });
        }
        for (int start = 0; start < changed.size(); start += BATCH) {
            List<RunbookFolder.Found> batch = changed.subList(start, Math.min(changed.size(), start + BATCH));
            transactions.executeWithoutResult(status -> {
                long revision = revisions.next();
                batch.forEach(found -> language(store(Entry.of(found), cut.apply(found.runbook()), revision), found.language()));
            });
            afterEach.run();
        }
        return !gone.isEmpty() || !changed.isEmpty();
    }

    /**
     * Notes the language of a document; to be called in the transaction that stores it.
     *
     * @param language ISO 639-1, or empty if it is not known
     */
    void language(UUID document, String language) {
        jdbc.sql("UPDATE knowledge_document SET language = :language WHERE id = :id AND language IS DISTINCT FROM :language")
            .param("language", language.isEmpty() ? null : language, Types.VARCHAR).param("id", document).update();
    }

    /** What is stored of a file of the folder. */
    record OfFolder(String name, String hash, String file) {
    }

    List<OfFolder> folder() {
        return jdbc.sql("SELECT name, hash, origin FROM knowledge_document WHERE tenant = :tenant AND source IS NULL")
            .param("tenant", IndexedRunbook.EVERYONE).query((row, i) -> new OfFolder(row.getString(1), row.getString(2), row.getString(3))).list();
    }

    /** Stores one article in place of the one of the same name. @return its document */
    UUID put(Entry entry, Function<Runbook, List<Chunk>> cut) {
        return transactions.execute(status -> jdbc.sql("SELECT id FROM knowledge_document WHERE tenant = :tenant AND name = :name AND hash = :hash")
            .param("tenant", entry.tenant()).param("name", entry.runbook().id()).param("hash", entry.hash()).query(UUID.class).optional()
            .orElseGet(() -> store(entry, cut.apply(entry.runbook()), revisions.next())));
    }

    /** Takes documents out; those that are gone already count as taken out. */
    void remove(Collection<UUID> documents) {
        if (!documents.isEmpty()) {
            transactions.executeWithoutResult(status -> {
                revisions.next();
                jdbc.sql("DELETE FROM knowledge_document WHERE id IN (:documents)").param("documents", documents).update();
            });
        }
    }

    /** Marks all that a source brought as vouched for, or not; what is marked so already is not touched. */
    void markReviewed(String tenant, String source, boolean reviewed) {
        Optional<Integer> other = jdbc.sql("SELECT 1 FROM knowledge_document WHERE tenant = :tenant AND source = :source AND reviewed <> :reviewed LIMIT 1")
            .param("tenant", tenant).param("source", source).param("reviewed", reviewed).query(Integer.class).optional();
        other.ifPresent(found -> transactions.executeWithoutResult(status -> jdbc.sql("""
                UPDATE knowledge_document SET reviewed = :reviewed, revision = :revision
                WHERE tenant = :tenant AND source = :source AND reviewed <> :reviewed""")
            .param("reviewed", reviewed).param("revision", revisions.next()).param("tenant", tenant).param("source", source).update()));
    }

    /**
     * Notes what people's votes and outcomes say of documents: a small advantage, or disadvantage, among those that answer a question about
     * as well. A document that is gone is passed over; one that has this boost already is not touched.
     *
     * @param boosts by document, from -1.0 to 1.0; what lies outside counts as the nearest of the two
     * @throws IllegalArgumentException if one is not a number
     */
    void boost(Map<UUID, Double> boosts) {
        if (boosts.values().stream().anyMatch(boost -> boost.isNaN())) {
            throw new IllegalArgumentException("a boost must be a number from -1.0 to 1.0");
        }
        if (!boosts.isEmpty()) {
            transactions.executeWithoutResult(status -> {
                long revision = revisions.next();
                boosts.forEach((document, boost) -> jdbc.sql("""
                        UPDATE knowledge_document SET boost = :boost, revision = :revision WHERE id = :document AND boost <> :boost""")
                    .param("boost", Math.max(-1.0, Math.min(1.0, boost))).param("revision", revision).param("document", document).update());
            });
        }
    }

    /** Marks documents as vouched for. */
    void review(Collection<UUID> documents) {
        if (!documents.isEmpty()) {
            transactions.executeWithoutResult(status -> jdbc.sql("UPDATE knowledge_document SET reviewed = true, revision = :revision WHERE id IN (:documents)")
                .param("revision", revisions.next()).param("documents", documents).update());
        }
    }

    private UUID store(Entry entry, List<Chunk> chunks, long revision) {
        Runbook runbook = entry.runbook();
        Evidence.Origin from = entry.origin();
        UUID document = jdbc.sql("""
                INSERT INTO knowledge_document (id, tenant, name, title, categories, actions, text, origin, hash, revision, source, url, labels,
                    reviewed, changed_at)
                VALUES (:id::uuid, :tenant, :name, :title, :categories, :actions, :text, :origin, :hash, :revision, :source, :url, :labels,
                    :reviewed, :changed)
                ON CONFLICT (tenant, name) DO UPDATE SET title = excluded.title, categories = excluded.categories, actions = excluded.actions,
                    text = excluded.text, origin = excluded.origin, hash = excluded.hash, revision = excluded.revision, updated_at = now(),
                    source = excluded.source, url = excluded.url, labels = excluded.labels, reviewed = excluded.reviewed,
                    changed_at = excluded.changed_at
                RETURNING id""")
            .param("id", id()).param("tenant", entry.tenant()).param("name", runbook.id()).param("title", runbook.title())
            .param("categories", runbook.categories().toArray(new String[0])).param("actions", runbook.actions().toArray(new String[0]))
            .param("text", runbook.text()).param("origin", runbook.origin()).param("hash", entry.hash()).param("revision", revision)
            .param("source", from == null ? null : from.source(), Types.VARCHAR).param("url", from == null ? null : from.url(), Types.VARCHAR)
            .param("labels", entry.labels().toArray(new String[0])).param("reviewed", from == null || from.reviewed())
            .param("changed", entry.changedAt() == null ? null : Timestamp.from(entry.changedAt()), Types.TIMESTAMP)
            .query(UUID.class).single();
        jdbc.sql("DELETE FROM knowledge_chunk WHERE document = :document").param("document", document).update();
        jdbc.sql("""
                INSERT INTO knowledge_chunk (id, document, ordinal, passage, text, hash)
                SELECT gen_random_uuid(), :document, u.ordinal - 1, u.passage, u.text, sha256(convert_to(u.passage, 'UTF8'))
                FROM unnest(:passages::text[], :texts::text[]) WITH ORDINALITY AS u (passage, text, ordinal)""")
            .param("document", document).param("passages", chunks.stream().map(chunk -> chunk.passage(runbook.title())).toArray(String[]::new))
            .param("texts", chunks.stream().map(Chunk::text).toArray(String[]::new)).update();
        return document;
    }

    private String id() {
        return TimeOrderedId.at(clock.instant());
    }

    record Embedded(int chunks, int embedded) {
    }

    /** @return how many chunks documents have, and how many of those have a vector */
    Embedded embeddedOf(Collection<UUID> documents) {
        return jdbc.sql("""
                SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT FROM knowledge_embedding e WHERE e.hash = c.hash))
                FROM knowledge_chunk c WHERE c.document IN (:documents)""").param("documents", documents)
            .query((row, i) -> new Embedded(row.getInt(1), row.getInt(2))).single();
    }

    /**
     * @param model whose vectors count as changes too
     * @return what an index that has seen a revision must read anew, and the keys of all there is
     */
    Changes changesSince(long seen, String model) {
        return transactions.execute(status -> {
            Revisions.Revision now = revision();
            List<UUID> changed = jdbc.sql("""
                    SELECT id FROM knowledge_document WHERE revision > :seen
                    UNION SELECT c.document FROM knowledge_embedding e JOIN knowledge_chunk c ON c.hash = e.hash
                    WHERE e.model = :model AND e.revision > :seen""")
                .param("seen", seen).param("model", model).query(UUID.class).list();
            Set<String> keys = jdbc.sql("SELECT tenant || '/' || name FROM knowledge_document").query(String.class).set();
            return new Changes(now, changed, keys);
        });
    }

    /** @return those of the documents that are still there, with the vectors of this model only */
    List<IndexedRunbook> load(Collection<UUID> documents, String model) {
        Map<UUID, List<IndexedRunbook.Part>> parts = new HashMap<>();
        jdbc.sql("""
                SELECT c.document, c.text, e.embedding FROM knowledge_chunk c
                LEFT JOIN knowledge_embedding e ON e.hash = c.hash AND e.model = :model
                WHERE c.document IN (:documents) ORDER BY c.document, c.ordinal""")
            .param("model", model).param("documents", documents)
            .query((row, i) -> parts.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                .add(new IndexedRunbook.Part(row.getString(2), EmbeddingStore.floats(row.getBytes(3))))).list();
        return jdbc.sql("""
                SELECT id, tenant, name, title, categories, actions, text, source, url, reviewed, labels, COALESCE(changed_at, updated_at), boost, language
                FROM knowledge_document WHERE id IN (:documents)""")
            .param("documents", documents)
            .query((row, i) -> new IndexedRunbook(row.getString(2), row.getString(3), row.getString(4), words(row, 5), words(row, 6), row.getString(7),
                row.getString(8) == null ? null : new Evidence.Origin(row.getString(8), row.getString(9), row.getBoolean(10)),
                new IndexedRunbook.Traits(words(row, 11), row.getString(14), row.getTimestamp(12).toInstant(), row.getDouble(13)),
                parts.getOrDefault(row.getObject(1, UUID.class), List.of()))).list();
    }

    private static List<String> words(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
