package io.serai.knowledge;

import io.serai.ticket.TimeOrderedId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps the runbooks, their chunks and vectors in PostgreSQL: what every process builds its index from. Each change takes the next
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

    Revision revision() {
        return jdbc.sql("SELECT store, revision FROM knowledge_revision")
            .query((row, i) -> new Revision(row.getObject(1, UUID.class), row.getLong(2))).single();
    }

    /**
     * Makes the runbooks of everyone those of a folder; what has not changed is not touched, and a passage that was embedded keeps its
     * vector.
     *
     * @return whether anything changed
     */
    boolean replaceAll(List<RunbookFolder.Found> wanted, Function<Runbook, List<Chunk>> cut) {
        Map<String, String> stored = hashes();
        Map<String, RunbookFolder.Found> byName = new LinkedHashMap<>();
        wanted.forEach(found -> byName.put(found.runbook().id(), found));
        List<String> gone = stored.keySet().stream().filter(name -> !byName.containsKey(name)).toList();
        List<RunbookFolder.Found> changed = byName.values().stream()
            .filter(found -> !found.hash().equals(stored.get(found.runbook().id()))).toList();
        if (!gone.isEmpty()) {
            transactions.executeWithoutResult(status -> {
                nextRevision();
                jdbc.sql("DELETE FROM knowledge_document WHERE tenant = :tenant AND name IN (:names)")
                    .param("tenant", IndexedRunbook.EVERYONE).param("names", gone).update();
            });
        }
        for (int start = 0; start < changed.size(); start += BATCH) {
            List<RunbookFolder.Found> batch = changed.subList(start, Math.min(changed.size(), start + BATCH));
            transactions.executeWithoutResult(status -> {
                long revision = nextRevision();
                batch.forEach(found -> store(found, cut.apply(found.runbook()), revision));
            });
        }
        return !gone.isEmpty() || !changed.isEmpty();
    }

    private Map<String, String> hashes() {
        return jdbc.sql("SELECT name, hash FROM knowledge_document WHERE tenant = :tenant").param("tenant", IndexedRunbook.EVERYONE)
            .query((row, i) -> Map.entry(row.getString(1), row.getString(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Takes the lock that puts all changes in one order; to be called first in each transaction that changes anything. */
    private long nextRevision() {
        return jdbc.sql("UPDATE knowledge_revision SET revision = revision + 1 RETURNING revision").query(Long.class).single();
    }

    private record Vector(byte[] bytes, String model, int dimensions) {
    }

    private void store(RunbookFolder.Found found, List<Chunk> chunks, long revision) {
        Runbook runbook = found.runbook();
        UUID document = jdbc.sql("""
                INSERT INTO knowledge_document (id, tenant, name, title, categories, actions, text, origin, hash, revision)
                VALUES (:id::uuid, :tenant, :name, :title, :categories, :actions, :text, :origin, :hash, :revision)
                ON CONFLICT (tenant, name) DO UPDATE SET title = excluded.title, categories = excluded.categories, actions = excluded.actions,
                    text = excluded.text, origin = excluded.origin, hash = excluded.hash, revision = excluded.revision, updated_at = now()
                RETURNING id""")
            .param("id", id()).param("tenant", IndexedRunbook.EVERYONE).param("name", runbook.id()).param("title", runbook.title())
            .param("categories", runbook.categories().toArray(new String[0])).param("actions", runbook.actions().toArray(new String[0]))
            .param("text", runbook.text()).param("origin", runbook.origin()).param("hash", found.hash()).param("revision", revision)
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
                .param("text", chunks.get(ordinal).text()).param("embedding", vector == null ? null : vector.bytes(), java.sql.Types.BINARY)
                .param("model", vector == null ? null : vector.model(), java.sql.Types.VARCHAR)
                .param("dimensions", vector == null ? null : vector.dimensions(), java.sql.Types.INTEGER).update();
        }
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
        return jdbc.sql("SELECT id, tenant, name, title, categories, actions, text FROM knowledge_document WHERE id IN (:documents)")
            .param("documents", documents)
            .query((row, i) -> new IndexedRunbook(row.getString(2), row.getString(3), row.getString(4), words(row, 5), words(row, 6), row.getString(7),
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
