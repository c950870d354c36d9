package io.serai.knowledge;

import io.serai.ticket.TimeOrderedId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    KnowledgeStore(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    record Revision(UUID store, long number) {
    }

    /** A chunk that waits for its vector. */
    record Waiting(UUID id, UUID document, String passage) {
    }

    /** @param documents in the index's form, with the vectors of the asked-for model only */
    record Changes(Revision revision, List<UUID> changed, Set<String> keys) {
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
            return new Entry(IndexedRunbook.EVERYONE, found.runbook(), found.hash(), null, List.of(), null);
        }
    }

    Revision revision() {
        return jdbc.sql("SELECT store, revision FROM knowledge_revision")
            .query((row, i) -> new Revision(row.getObject(1, UUID.class), row.getLong(2))).single();
    }

    /**
     * Makes the runbooks of everyone those of a folder; what has not changed is not touched, and a passage that was embedded keeps its
     * vector.
     *
     * @param stored    what {@link #folder} has told
     * @param asTheyAre files whose texts stay as they are
     * @return whether anything changed
     */
    boolean replaceAll(List<OfFolder> stored, List<RunbookFolder.Found> wanted, Set<String> asTheyAre, Function<Runbook, List<Chunk>> cut) {
        Map<String, String> hashes = stored.stream().collect(Collectors.toMap(OfFolder::name, OfFolder::hash));
        Map<String, RunbookFolder.Found> byName = new LinkedHashMap<>();
        wanted.forEach(found -> byName.put(found.runbook().id(), found));
        List<String> gone = stored.stream().filter(each -> !byName.containsKey(each.name()) && !asTheyAre.contains(each.file())).map(OfFolder::name).toList();
        List<RunbookFolder.Found> changed = byName.values().stream()
            .filter(found -> !found.hash().equals(hashes.get(found.runbook().id()))).toList();
        if (!gone.isEmpty()) {
            transactions.executeWithoutResult(status -> {
                nextRevision();
                jdbc.sql("DELETE FROM knowledge_document WHERE tenant = :tenant AND source IS NULL AND name IN (:names)")
                    .param("tenant", IndexedRunbook.EVERYONE).param("names", gone).update();
            });
        }
        for (int start = 0; start < changed.size(); start += BATCH) {
            List<RunbookFolder.Found> batch = changed.subList(start, Math.min(changed.size(), start + BATCH));
            transactions.executeWithoutResult(status -> {
                long revision = nextRevision();
                batch.forEach(found -> store(Entry.of(found), cut.apply(found.runbook()), revision));
            });
        }
        return !gone.isEmpty() || !changed.isEmpty();
    }

    /** What is stored of a file of the folder. */
    record OfFolder(String name, String hash, String file) {
    }

    List<OfFolder> folder() {
        return jdbc.sql("SELECT name, hash, origin FROM knowledge_document WHERE tenant = :tenant AND source IS NULL")
            .param("tenant", IndexedRunbook.EVERYONE).query((row, i) -> new OfFolder(row.getString(1), row.getString(2), row.getString(3))).list();
    }

    /** Takes the lock that puts all changes in one order; to be called first in each transaction that changes anything. */
    private long nextRevision() {
        return jdbc.sql("UPDATE knowledge_revision SET revision = revision + 1 RETURNING revision").query(Long.class).single();
    }

    /** Stores one article in place of the one of the same name. @return its document */
    UUID put(Entry entry, Function<Runbook, List<Chunk>> cut) {
        return transactions.execute(status -> jdbc.sql("SELECT id FROM knowledge_document WHERE tenant = :tenant AND name = :name AND hash = :hash")
            .param("tenant", entry.tenant()).param("name", entry.runbook().id()).param("hash", entry.hash()).query(UUID.class).optional()
            .orElseGet(() -> store(entry, cut.apply(entry.runbook()), nextRevision())));
    }

    /** Takes documents out; those that are gone already count as taken out. */
    void remove(Collection<UUID> documents) {
        if (!documents.isEmpty()) {
            transactions.executeWithoutResult(status -> {
                nextRevision();
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
            .param("reviewed", reviewed).param("revision", nextRevision()).param("tenant", tenant).param("source", source).update()));
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
                long revision = nextRevision();
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
                .param("revision", nextRevision()).param("documents", documents).update());
        }
    }

    private record Vector(byte[] bytes, String model, int dimensions) {
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
        Map<String, Vector> vectors = new HashMap<>();
        jdbc.sql("""
                SELECT passage, embedding, embedding_model, embedding_dimensions FROM knowledge_chunk
                WHERE document = :document AND embedding IS NOT NULL""")
            .param("document", document).query((row, i) -> vectors.put(row.getString(1), new Vector(row.getBytes(2), row.getString(3), row.getInt(4)))).list();
        jdbc.sql("DELETE FROM knowledge_chunk WHERE document = :document").param("document", document).update();
        for (int ordinal = 0; ordinal < chunks.size(); ordinal++) {
            String passage = chunks.get(ordinal).passage(runbook.title());
            Vector vector = vectors.get(passage);
            jdbc.sql("""
                    INSERT INTO knowledge_chunk (id, document, ordinal, passage, text, embedding, embedding_model, embedding_dimensions)
                    VALUES (:id::uuid, :document, :ordinal, :passage, :text, :embedding, :model, :dimensions)""")
                .param("id", id()).param("document", document).param("ordinal", ordinal).param("passage", passage)
                .param("text", chunks.get(ordinal).text()).param("embedding", vector == null ? null : vector.bytes(), Types.BINARY)
                .param("model", vector == null ? null : vector.model(), Types.VARCHAR)
                .param("dimensions", vector == null ? null : vector.dimensions(), Types.INTEGER).update();
        }
        return document;
    }

    private String id() {
        return TimeOrderedId.at(clock.instant());
    }

    /** @return chunks that have no vector of this model, those of one document together, the latest documents first */
    List<Waiting> waiting(String model, int limit) {
        return jdbc.sql("""
                SELECT c.id, c.document, c.passage FROM knowledge_chunk c JOIN knowledge_document d ON d.id = c.document
                WHERE c.embedding IS NULL OR c.embedding_model <> :model ORDER BY d.revision DESC, d.id, c.ordinal LIMIT :limit""")
            .param("model", model).param("limit", limit)
            .query((row, i) -> new Waiting(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3))).list();
    }

    record Embedded(int chunks, int embedded) {
    }

    /** @return how many chunks documents have, and how many of those have a vector */
    Embedded embeddedOf(Collection<UUID> documents) {
        return jdbc.sql("SELECT count(*), count(embedding) FROM knowledge_chunk WHERE document IN (:documents)").param("documents", documents)
            .query((row, i) -> new Embedded(row.getInt(1), row.getInt(2))).single();
    }

    /** Stores vectors of chunks; a chunk that is gone by now is passed over. */
    void embedded(String model, Map<Waiting, float[]> vectors) {
        transactions.executeWithoutResult(status -> {
            long revision = nextRevision();
            vectors.forEach((chunk, vector) -> jdbc.sql("""
                    UPDATE knowledge_chunk SET embedding = :embedding, embedding_model = :model, embedding_dimensions = :dimensions
                    WHERE id = :id AND passage = :passage""")
                .param("embedding", bytes(vector)).param("model", model).param("dimensions", vector.length).param("id", chunk.id())
                .param("passage", chunk.passage()).update());
            jdbc.sql("UPDATE knowledge_document SET revision = :revision WHERE id IN (:documents)").param("revision", revision)
                .param("documents", vectors.keySet().stream().map(Waiting::document).collect(Collectors.toSet())).update();
        });
    }

    /** @return what an index that has seen a revision must read anew, oldest change first, and the keys of all there is */
    Changes changesSince(long seen) {
        return transactions.execute(status -> {
            Revision now = revision();
            List<UUID> changed = jdbc.sql("SELECT id FROM knowledge_document WHERE revision > :seen ORDER BY revision, id").param("seen", seen)
                .query(UUID.class).list();
            Set<String> keys = jdbc.sql("SELECT tenant || '/' || name FROM knowledge_document").query(String.class).set();
            return new Changes(now, changed, keys);
        });
    }

    /** @return those of the documents that are still there, with the vectors of this model only */
    List<IndexedRunbook> load(Collection<UUID> documents, String model) {
        Map<UUID, List<IndexedRunbook.Part>> parts = new HashMap<>();
        jdbc.sql("""
                SELECT document, text, CASE WHEN embedding_model = :model THEN embedding END FROM knowledge_chunk
                WHERE document IN (:documents) ORDER BY document, ordinal""")
            .param("model", model).param("documents", documents)
            .query((row, i) -> parts.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                .add(new IndexedRunbook.Part(row.getString(2), floats(row.getBytes(3))))).list();
        return jdbc.sql("""
                SELECT id, tenant, name, title, categories, actions, text, source, url, reviewed FROM knowledge_document
                WHERE id IN (:documents)""")
            .param("documents", documents)
            .query((row, i) -> new IndexedRunbook(row.getString(2), row.getString(3), row.getString(4), words(row, 5), words(row, 6), row.getString(7),
                row.getString(8) == null ? null : new Evidence.Origin(row.getString(8), row.getString(9), row.getBoolean(10)),
                parts.getOrDefault(row.getObject(1, UUID.class), List.of()))).list();
    }

    private static List<String> words(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static float[] floats(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
