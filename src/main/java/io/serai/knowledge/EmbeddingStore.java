package io.serai.knowledge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps vectors by passage and model in PostgreSQL. A passage that stands in two documents, or comes back after it was deleted, is embedded
 * once; vectors of several models stand beside each other, so that the index can change from one to the other when all are there.
 */
@Component
class EmbeddingStore {

    /** So long vectors are kept that no document, or no process, asks for. */
    static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Revisions revisions;

    EmbeddingStore(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.revisions = new Revisions(jdbc);
    }

    /** @param hash of the passage, in hexadecimal digits */
    record Waiting(String hash, String passage) {
    }

    /** @return passages that have no vector of this model, each once, those of the latest documents first */
    List<Waiting> waiting(String model, int limit) {
        return jdbc.sql("""
                SELECT encode(c.hash, 'hex'), min(c.passage) FROM knowledge_chunk c JOIN knowledge_document d ON d.id = c.document
                WHERE NOT EXISTS (SELECT FROM knowledge_embedding e WHERE e.model = :model AND e.hash = c.hash)
                GROUP BY c.hash ORDER BY max(d.revision) DESC, min(d.name), min(c.ordinal) LIMIT :limit""")
            .param("model", model).param("limit", limit).query((row, i) -> new Waiting(row.getString(1), row.getString(2))).list();
    }

    /** How many passages have no vector of this model. */
    long waiting(String model) {
        return jdbc.sql("""
                SELECT count(DISTINCT hash) FROM knowledge_chunk c
                WHERE NOT EXISTS (SELECT FROM knowledge_embedding e WHERE e.model = :model AND e.hash = c.hash)""")
            .param("model", model).query(Long.class).single();
    }

    /** Whether there is a vector of this model. */
    boolean any(String model) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM knowledge_embedding WHERE model = :model)").param("model", model).query(Boolean.class).single();
    }

    /** How many passages there are, each counted once. */
    long passages() {
        return jdbc.sql("SELECT count(DISTINCT hash) FROM knowledge_chunk").query(Long.class).single();
    }

    /** Stores vectors; one that another process stored meanwhile stays. */
    void embedded(String model, Map<Waiting, float[]> vectors) {
        if (!vectors.isEmpty()) {
            transactions.executeWithoutResult(status -> {
                long revision = revisions.next();
                jdbc.sql("""
                        INSERT INTO knowledge_embedding (model, hash, dimensions, embedding, revision)
                        SELECT :model, decode(u.hash, 'hex'), length(u.embedding) / 4, u.embedding, :revision
                        FROM unnest(:hashes::text[], :embeddings::bytea[]) AS u (hash, embedding) ON CONFLICT (model, hash) DO NOTHING""")
                    .param("model", model).param("revision", revision).param("hashes", vectors.keySet().stream().map(Waiting::hash).toArray(String[]::new))
                    .param("embeddings", vectors.values().stream().map(EmbeddingStore::bytes).toArray(byte[][]::new)).update();
            });
        }
    }

    /**
     * Deletes vectors that nobody has asked for in {@link #KEPT}. To be called now and then: it also notes which are asked for.
     *
     * @param models those that this process can ask
     * @return how many were deleted
     */
    int prune(Collection<String> models) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                UPDATE knowledge_embedding e SET orphaned_at = NULL WHERE orphaned_at IS NOT NULL AND model IN (:models)
                    AND EXISTS (SELECT FROM knowledge_chunk c WHERE c.hash = e.hash)""").param("models", models).update();
        jdbc.sql("""
                UPDATE knowledge_embedding e SET orphaned_at = :now WHERE orphaned_at IS NULL
                    AND (model NOT IN (:models) OR NOT EXISTS (SELECT FROM knowledge_chunk c WHERE c.hash = e.hash))""")
            .param("now", now).param("models", models).update();
        return jdbc.sql("DELETE FROM knowledge_embedding WHERE orphaned_at < :before")
            .param("before", Timestamp.from(clock.instant().minus(KEPT))).update();
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    /** @param bytes as they are stored, or {@code null} */
    static float[] floats(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
