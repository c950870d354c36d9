package io.serai.knowledgebase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.ticket.TimeOrderedId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of articles and their versions. Each method that finds something by id looks among one tenant's own only. */
@Component
class KnowledgeBaseStore {

    static final String COLUMNS = """
        a.id, a.number, a.tenant, a.kind, a.state, a.version, a.published_version, a.revision, a.title, a.body, a.categories, a.labels, a.steps::text AS steps,
        a.owner, a.author, a.remark, a.submitted_by, a.approved_by, a.published_at, a.review_at, a.document, a.drafted_from, a.views, a.created_at,
        a.changed_at, (SELECT count(*) FROM kb_vote v WHERE v.article = a.id AND v.helpful) AS helpful,
        (SELECT count(*) FROM kb_vote v WHERE v.article = a.id AND NOT v.helpful) AS unhelpful
        """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    KnowledgeBaseStore(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    Article insert(String tenant, Kind kind, Content content, String owner, String author, Instant reviewAt, Collection<String> draftedFrom) {
        return jdbc.sql("INSERT INTO kb_article AS a (id, tenant, kind, state, title, body, categories, labels, steps, owner, author, review_at, drafted_from, "
                + "created_at, changed_at) VALUES (:id::uuid, :tenant, :kind, 'draft', :title, :body, :categories, :labels, :steps::jsonb, :owner, :author, "
                + ":review, :from::uuid[], :now, :now) RETURNING " + COLUMNS)
            .param("id", TimeOrderedId.at(clock.instant())).param("tenant", tenant).param("kind", kind.json()).param("title", content.title())
            .param("body", content.body()).param("categories", content.categories().toArray(new String[0]))
            .param("labels", content.labels().toArray(new String[0])).param("steps", steps(content)).param("owner", owner).param("author", author)
            .param("review", timestamp(reviewAt), Types.TIMESTAMP).param("from", draftedFrom.toArray(new String[0])).param("now", now())
            .query(this::read).single();
    }

    Optional<Article> find(String tenant, UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM kb_article a WHERE a.tenant = ? AND a.id = ?").params(tenant, id).query(this::read).optional();
    }

    /** Locks the article until the transaction ends. */
    Optional<Article> lock(String tenant, UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM kb_article a WHERE a.tenant = ? AND a.id = ? FOR UPDATE OF a").params(tenant, id).query(this::read).optional();
    }

    /** Makes the content the next version, which is a draft. */
    Article write(Article locked, Content content, String author) {
        return jdbc.sql("UPDATE kb_article a SET state = 'draft', version = version + 1, revision = revision + 1, title = :title, body = :body, "
                + "categories = :categories, labels = :labels, steps = :steps::jsonb, author = :author, remark = NULL, submitted_by = NULL, changed_at = :now "
                + "WHERE id = :id RETURNING " + COLUMNS)
            .param("title", content.title()).param("body", content.body()).param("categories", content.categories().toArray(new String[0]))
            .param("labels", content.labels().toArray(new String[0])).param("steps", steps(content)).param("author", author).param("now", now())
            .param("id", locked.uuid()).query(this::read).single();
    }

    void keepVersion(Article article, String comment, Integer restoredFrom) {
        Content content = article.content();
        jdbc.sql("""
                INSERT INTO kb_version (article, version, title, body, categories, labels, steps, author, comment, restored_from, made_at)
                VALUES (:article, :version, :title, :body, :categories, :labels, :steps::jsonb, :author, :comment, :restored, :now)""")
            .param("article", article.uuid()).param("version", article.version()).param("title", content.title()).param("body", content.body())
            .param("categories", content.categories().toArray(new String[0])).param("labels", content.labels().toArray(new String[0]))
            .param("steps", steps(content)).param("author", article.author()).param("comment", comment, Types.VARCHAR)
            .param("restored", restoredFrom, Types.INTEGER).param("now", now()).update();
    }

    Article submitted(Article locked, String user) {
        return jdbc.sql("UPDATE kb_article a SET state = 'in_review', revision = revision + 1, submitted_by = ?, changed_at = ? WHERE id = ? RETURNING " + COLUMNS)
            .params(user, now(), locked.uuid()).query(this::read).single();
    }

    Article returned(Article locked, String remark) {
        return jdbc.sql("UPDATE kb_article a SET state = 'draft', revision = revision + 1, remark = ?, changed_at = ? WHERE id = ? RETURNING " + COLUMNS)
            .params(remark, now(), locked.uuid()).query(this::read).single();
    }

    Article published(Article locked, UUID document, String user, String remark, Instant reviewAt) {
        return jdbc.sql("UPDATE kb_article a SET state = 'published', revision = revision + 1, published_version = version, document = :document, "
                + "approved_by = :user, remark = :remark, published_at = :now, review_at = :review, changed_at = :now WHERE id = :id RETURNING " + COLUMNS)
            .param("document", document).param("user", user).param("remark", remark, Types.VARCHAR).param("now", now())
            .param("review", Timestamp.from(reviewAt)).param("id", locked.uuid()).query(this::read).single();
    }

    Article retired(Article locked, String remark) {
        return jdbc.sql("UPDATE kb_article a SET state = 'retired', revision = revision + 1, published_version = NULL, document = NULL, remark = :remark, "
                + "changed_at = :now WHERE id = :id RETURNING " + COLUMNS)
            .param("remark", remark, Types.VARCHAR).param("now", now()).param("id", locked.uuid()).query(this::read).single();
    }

    Article tended(Article locked, String owner, Instant reviewAt) {
        return jdbc.sql("UPDATE kb_article a SET revision = revision + 1, owner = :owner, review_at = :review, changed_at = :now WHERE id = :id RETURNING " + COLUMNS)
            .param("owner", owner).param("review", timestamp(reviewAt), Types.TIMESTAMP).param("now", now()).param("id", locked.uuid())
            .query(this::read).single();
    }

    void delete(Article locked) {
        jdbc.sql("DELETE FROM kb_article WHERE id = ?").param(locked.uuid()).update();
    }

    /** Who wrote any of the versions after one; in lower case. */
    List<String> authorsAfter(Article article, int version) {
        return jdbc.sql("SELECT DISTINCT lower(author) FROM kb_version WHERE article = ? AND version > ?").params(article.uuid(), version)
            .query(String.class).list();
    }

    /** Latest first. */
    List<Version> versions(Article article, int below, int limit) {
        return jdbc.sql("SELECT version, title, body, categories, labels, steps::text AS steps, author, comment, restored_from, made_at FROM kb_version "
                + "WHERE article = ? AND version < ? ORDER BY version DESC LIMIT ?")
            .params(article.uuid(), below, limit).query(this::readVersion).list();
    }

    Optional<Version> version(Article article, int version) {
        return versions(article, version + 1, 1).stream().filter(found -> found.version() == version).findFirst();
    }

    Optional<UUID> draftedFrom(String tenant, Collection<String> tickets) {
        return jdbc.sql("SELECT id FROM kb_article WHERE tenant = :tenant AND drafted_from && :tickets::uuid[] ORDER BY id DESC LIMIT 1")
            .param("tenant", tenant).param("tickets", tickets.toArray(new String[0])).query(UUID.class).optional();
    }

    Article read(ResultSet row, int n) throws SQLException {
        return new Article(row.getString("id"), "KB-" + row.getLong("number"), row.getString("tenant"), Kind.of(row.getString("kind")),
            State.of(row.getString("state")), row.getInt("version"), row.getObject("published_version", Integer.class), row.getInt("revision"), content(row),
            row.getString("owner"), row.getString("author"), row.getString("remark"), row.getString("submitted_by"), row.getString("approved_by"),
            instant(row, "published_at"), instant(row, "review_at"), row.getObject("document", UUID.class), ids(row), row.getLong("views"),
            row.getInt("helpful"), row.getInt("unhelpful"), instant(row, "created_at"), instant(row, "changed_at"));
    }

    private Version readVersion(ResultSet row, int n) throws SQLException {
        return new Version(row.getInt("version"), content(row), row.getString("author"), row.getString("comment"),
            row.getObject("restored_from", Integer.class), instant(row, "made_at"));
    }

    private Content content(ResultSet row) throws SQLException {
        return new Content(row.getString("title"), row.getString("body"), List.of((String[]) row.getArray("categories").getArray()),
            List.of((String[]) row.getArray("labels").getArray()), steps(row.getString("steps")));
    }

    private static List<String> ids(ResultSet row) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray("drafted_from").getArray()).map(UUID::toString).toList();
    }

    private List<Step> steps(String text) {
        try {
            return json.readValue(text, new TypeReference<List<Step>>() { });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored steps cannot be read", e);
        }
    }

    private String steps(Content content) {
        try {
            return json.writeValueAsString(content.steps());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("steps cannot be written", e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static Timestamp timestamp(Instant time) {
        return time == null ? null : Timestamp.from(time);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
