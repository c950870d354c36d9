package io.serai.document;

import io.serai.api.PageRequest;
import io.serai.ticket.TimeOrderedId;
import io.serai.work.WorkQueue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps uploaded documents, and their contents until they are read. */
@Component
class DocumentStore {

    private static final int PIECE = 1 << 20;
    private static final String COLUMNS = "id, tenant, name, hash, size, state, progress, fault, notes, categories, reviewed, version, uploaded_by, uploaded_at, changed_at";

    private final JdbcClient jdbc;
    private final WorkQueue queue;
    private final Clock clock;

    DocumentStore(JdbcClient jdbc, WorkQueue queue, Clock clock) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Takes an upload, and queues it if it says anything new. To be called in a transaction.
     *
     * @return its document: the one with the same content, or else the one of the same name, or a new one
     * @throws ReviewedDocumentException if a document that is vouched for would be replaced by one that is not
     */
    StoredDocument take(Upload upload) throws IOException {
        jdbc.sql("SELECT 1 FROM pg_advisory_xact_lock(hashtext('document'), hashtext(:tenant))").param("tenant", upload.tenant()).query().singleRow();
        Optional<StoredDocument> same = one("SELECT " + COLUMNS + " FROM document WHERE tenant = :first AND hash = :second ORDER BY id LIMIT 1",
            upload.tenant(), upload.hash());
        if (same.filter(document -> !document.state().equals(StoredDocument.REFUSED)).isPresent()) {
            return same.get();
        }
        Optional<StoredDocument> before = same.isPresent() ? same
            : one("SELECT " + COLUMNS + " FROM document WHERE tenant = :first AND name = :second", upload.tenant(), upload.name());
        if (before.filter(StoredDocument::reviewed).isPresent() && before.get().version() > 0 && !upload.reviewed()) {
            throw new ReviewedDocumentException(upload.name());
        }
        UUID id = before.map(StoredDocument::id).orElseGet(() -> UUID.fromString(TimeOrderedId.at(clock.instant())));
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                INSERT INTO document (id, tenant, name, hash, size, state, categories, reviewed, uploaded_by, uploaded_at, changed_at)
                VALUES (:id, :tenant, :name, :hash, :size, 'waiting', :categories, :reviewed, :by, :now, :now)
                ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, size = excluded.size, state = 'waiting', progress = NULL, fault = NULL,
                    categories = excluded.categories, reviewed = excluded.reviewed, uploaded_by = excluded.uploaded_by,
                    uploaded_at = excluded.uploaded_at, changed_at = excluded.changed_at""")
            .param("id", id).param("tenant", upload.tenant()).param("name", upload.name()).param("hash", upload.hash()).param("size", upload.size())
            .param("categories", upload.categories().toArray(new String[0])).param("reviewed", upload.reviewed()).param("by", upload.by()).param("now", now)
            .update();
        store(id, upload.file());
        queue.enqueue(WaitingDocument.STAGE, List.of(new WorkQueue.Entry(new WaitingDocument(id, upload.hash()), null)));
        return find(id).orElseThrow();
    }

    private void store(UUID id, Path file) throws IOException {
        jdbc.sql("DELETE FROM document_content WHERE document = :id").param("id", id).update();
        try (InputStream in = Files.newInputStream(file)) {
            int ordinal = 0;
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                jdbc.sql("INSERT INTO document_content (document, ordinal, bytes) VALUES (:id, :ordinal, :bytes)").param("id", id)
                    .param("ordinal", ordinal++).param("bytes", piece, Types.BINARY).update();
            }
        }
    }

    /** Writes the content of a document to a file; an empty file if there is none. */
    void content(UUID id, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            Optional<byte[]> piece = piece(id, 0);
            for (int ordinal = 1; piece.isPresent(); ordinal++) {
                out.write(piece.get());
                piece = piece(id, ordinal);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Optional<byte[]> piece(UUID id, int ordinal) {
        return jdbc.sql("SELECT bytes FROM document_content WHERE document = :id AND ordinal = :ordinal").param("id", id).param("ordinal", ordinal)
            .query((row, i) -> row.getBytes(1)).optional();
    }

    /** @return nothing if the content is no longer to be read */
    Optional<StoredDocument> begin(WaitingDocument waiting) {
        return one("UPDATE document SET state = 'reading', progress = NULL, changed_at = clock_timestamp() WHERE id = :first::uuid AND hash = :second"
            + " AND state IN ('waiting', 'reading') RETURNING " + COLUMNS, waiting.document().toString(), waiting.hash());
    }

    /** Holds a document that is being read until the transaction ends. @return nothing if its content is no longer to be read */
    Optional<StoredDocument> lock(WaitingDocument waiting) {
        return one("SELECT " + COLUMNS + " FROM document WHERE id = :first::uuid AND hash = :second AND state = 'reading' FOR UPDATE",
            waiting.document().toString(), waiting.hash());
    }

    void progress(WaitingDocument waiting, String words) {
        jdbc.sql("UPDATE document SET progress = :words, changed_at = clock_timestamp() WHERE id = :id AND hash = :hash AND state = 'reading'")
            .param("words", words).param("id", waiting.document()).param("hash", waiting.hash()).update();
    }

    void kept(UUID id, List<String> notes) {
        jdbc.sql("""
                UPDATE document SET state = 'kept', progress = NULL, fault = NULL, notes = :notes, version = version + 1, changed_at = clock_timestamp()
                WHERE id = :id""").param("notes", notes.toArray(new String[0])).param("id", id).update();
        jdbc.sql("DELETE FROM document_content WHERE document = :id").param("id", id).update();
    }

    void refused(UUID id, String fault) {
        jdbc.sql("UPDATE document SET state = 'refused', progress = NULL, fault = :fault, changed_at = clock_timestamp() WHERE id = :id")
            .param("fault", fault).param("id", id).update();
        jdbc.sql("DELETE FROM document_content WHERE document = :id").param("id", id).update();
    }

    void reviewed(UUID id) {
        jdbc.sql("UPDATE document SET reviewed = true, changed_at = clock_timestamp() WHERE id = :id").param("id", id).update();
    }

    boolean delete(UUID id) {
        return jdbc.sql("DELETE FROM document WHERE id = :id").param("id", id).update() == 1;
    }

    Optional<StoredDocument> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM document WHERE id = :id").param("id", id).query(DocumentStore::document).optional();
    }

    List<StoredDocument> find(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : jdbc.sql("SELECT " + COLUMNS + " FROM document WHERE id IN (:ids)").param("ids", ids).query(DocumentStore::document).list();
    }

    /** Oldest first. */
    List<StoredDocument> list(PageRequest page, Optional<String> tenant, Optional<String> state, Optional<Boolean> reviewed) {
        return jdbc.sql("SELECT " + COLUMNS + """
                 FROM document WHERE (:after::uuid IS NULL OR id > :after::uuid) AND (:tenant::text IS NULL OR tenant = :tenant)
                    AND (:state::text IS NULL OR state = :state) AND (:reviewed::boolean IS NULL OR reviewed = :reviewed::boolean)
                ORDER BY id LIMIT :limit""")
            .param("after", page.afterId().orElse(null), Types.OTHER).param("tenant", tenant.orElse(null), Types.VARCHAR)
            .param("state", state.orElse(null), Types.VARCHAR).param("reviewed", reviewed.orElse(null), Types.BOOLEAN).param("limit", page.limit())
            .query(DocumentStore::document).list();
    }

    private Optional<StoredDocument> one(String sql, String first, String second) {
        return jdbc.sql(sql).param("first", first).param("second", second).query(DocumentStore::document).optional();
    }

    private static StoredDocument document(ResultSet row, int number) throws SQLException {
        return new StoredDocument(row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getString(4), row.getLong(5), row.getString(6),
            row.getString(7), row.getString(8), words(row.getArray(9)), words(row.getArray(10)), row.getBoolean(11), row.getInt(12), row.getString(13),
            row.getTimestamp(14).toInstant(), row.getTimestamp(15).toInstant());
    }

    private static List<String> words(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
