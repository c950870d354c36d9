package io.serai.knowledge;

import io.serai.article.ArticlePage;
import io.serai.article.ArticleVersion;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what each connected knowledge base lists, and how far its lists have come. */
@Component
class ArticleStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    ArticleStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private static final String OPEN = """
        EXISTS (SELECT 1 FROM knowledge_attachment t WHERE t.tenant = knowledge_article.tenant AND t.connector = knowledge_article.connector
            AND t.article = knowledge_article.article AND t.version IS DISTINCT FROM t.listed)""";

    /** Whose articles: a connector of a tenant. */
    record Source(String tenant, String connector) {
    }

    /**
     * @param document where its text is kept; absent for one that is empty or was never read
     * @param unread   true if it could not be read the last time
     * @param open     true if something that is attached to it is still to be fetched
     */
    record Known(String version, Optional<UUID> document, boolean unread, boolean open) {
    }

    /**
     * @param articles  how many the source listed
     * @param missing   those of them that its last full list no longer named
     * @param unread    those that cannot be read, and what is attached and cannot be read
     * @param held      so many are missing that a person has to confirm their deletion; 0 if none waits for that
     * @param listedAt  when its last full list began, or {@code null} if it was never listed in full
     */
    record State(String connector, String tenant, int articles, int missing, int unread, int held, Instant listedAt) {
    }

    /** Notes that a full list begins. */
    void begin(Source source) {
        jdbc.sql("""
                INSERT INTO knowledge_source (tenant, connector, began_at) VALUES (:tenant, :connector, :now)
                ON CONFLICT (tenant, connector) DO UPDATE SET began_at = excluded.began_at""")
            .param("tenant", source.tenant()).param("connector", source.connector()).param("now", now()).update();
    }

    /** Notes that a full list has come to its end, and what it did not name; once, however often its last page is read. */
    void complete(Source source) {
        boolean news = jdbc.sql("""
                UPDATE knowledge_source SET listed_at = began_at
                WHERE tenant = :tenant AND connector = :connector AND listed_at IS DISTINCT FROM began_at""")
            .param("tenant", source.tenant()).param("connector", source.connector()).update() == 1;
        if (news) {
            jdbc.sql("""
                    UPDATE knowledge_article a SET missed = missed + 1 FROM knowledge_source s
                    WHERE a.tenant = :tenant AND a.connector = :connector AND s.tenant = a.tenant AND s.connector = a.connector
                        AND a.seen_at < s.listed_at""")
                .param("tenant", source.tenant()).param("connector", source.connector()).update();
        }
    }

    /** Those of the listed articles that are known, and notes that they were seen. */
    Map<String, Known> seen(ArticlePage page) {
        Map<String, Known> known = new HashMap<>();
        if (!page.articles().isEmpty()) {
            jdbc.sql("""
                    UPDATE knowledge_article SET seen_at = :now, missed = 0 WHERE tenant = :tenant AND connector = :connector AND article IN (:ids)
                    RETURNING article, version, document, fault IS NOT NULL, """ + OPEN)
                .param("now", now()).param("tenant", page.tenant()).param("connector", page.connector())
                .param("ids", page.articles().stream().map(ArticleVersion::id).collect(Collectors.toSet()))
                .query((row, i) -> known.put(row.getString(1),
                    new Known(row.getString(2), Optional.ofNullable(row.getObject(3, UUID.class)), row.getBoolean(4), row.getBoolean(5)))).list();
        }
        return known;
    }

    /** @return ids that the last complete list no longer named, and that were not asked about since; those missing longest first */
    List<String> missing(Source source, int most) {
        return jdbc.sql("""
                SELECT a.article FROM knowledge_article a JOIN knowledge_source s USING (tenant, connector)
                WHERE tenant = :tenant AND connector = :connector AND a.seen_at < s.listed_at
                    AND (a.asked_at IS NULL OR a.asked_at < s.listed_at) ORDER BY a.seen_at, a.article LIMIT :most""")
            .param("tenant", source.tenant()).param("connector", source.connector()).param("most", most).query(String.class).list();
    }

    Optional<State> find(Source source) {
        return states(source.tenant(), source.connector()).stream().findFirst();
    }

    /** All sources, by connector and tenant; at most 500. */
    List<State> all() {
        return states(null, null);
    }

    private List<State> states(String tenant, String connector) {
        return jdbc.sql("""
                SELECT s.connector, s.tenant, count(a.article), count(*) FILTER (WHERE a.seen_at < s.listed_at), count(a.fault)
                    + (SELECT count(t.fault) FROM knowledge_attachment t WHERE t.tenant = s.tenant AND t.connector = s.connector), s.held, s.listed_at
                FROM knowledge_source s LEFT JOIN knowledge_article a ON a.tenant = s.tenant AND a.connector = s.connector
                WHERE (:tenant::text IS NULL OR s.tenant = :tenant) AND (:connector::text IS NULL OR s.connector = :connector)
                GROUP BY s.tenant, s.connector ORDER BY s.connector, s.tenant LIMIT 500""")
            .param("tenant", tenant, Types.VARCHAR).param("connector", connector, Types.VARCHAR)
            .query((row, i) -> new State(row.getString(1), row.getString(2), row.getInt(3), row.getInt(4), row.getInt(5), row.getInt(6),
                Optional.ofNullable(row.getTimestamp(7)).map(Timestamp::toInstant).orElse(null))).list();
    }

    int confirmed(Source source) {
        return jdbc.sql("SELECT confirmed FROM knowledge_source WHERE tenant = :tenant AND connector = :connector")
            .param("tenant", source.tenant()).param("connector", source.connector()).query(Integer.class).optional().orElse(0);
    }

    /** @param held so many are missing that they wait for a person, or 0; then what was confirmed may count no longer */
    void hold(Source source, int held, int confirmed) {
        jdbc.sql("UPDATE knowledge_source SET held = :held, confirmed = :confirmed WHERE tenant = :tenant AND connector = :connector")
            .param("held", held).param("confirmed", confirmed).param("tenant", source.tenant()).param("connector", source.connector()).update();
    }

    Optional<Known> known(Source source, String article) {
        return jdbc.sql("""
                SELECT version, document, fault IS NOT NULL, """ + OPEN + """
                 FROM knowledge_article
                WHERE tenant = :tenant AND connector = :connector AND article = :article""")
            .param("tenant", source.tenant()).param("connector", source.connector()).param("article", article)
            .query((row, i) -> new Known(row.getString(1), Optional.ofNullable(row.getObject(2, UUID.class)), row.getBoolean(3), row.getBoolean(4))).optional();
    }

    /**
     * @param version  what the list said
     * @param document {@code null} for one without text
     * @param fault    why it cannot be read, or {@code null}
     */
    void save(Source source, String article, String version, UUID document, String fault) {
        jdbc.sql("""
                INSERT INTO knowledge_article (tenant, connector, article, version, document, seen_at, fault)
                VALUES (:tenant, :connector, :article, :version, :document, :now, :fault)
                ON CONFLICT (tenant, connector, article) DO UPDATE SET version = excluded.version, document = excluded.document,
                    seen_at = excluded.seen_at, fault = excluded.fault, missed = 0""")
            .param("tenant", source.tenant()).param("connector", source.connector()).param("article", article)
            .param("version", version).param("document", document, Types.OTHER).param("now", now())
            .param("fault", fault, Types.VARCHAR).update();
    }

    /** Notes that the source was asked about an article that no list named. @return how many full lists in a row did not name it */
    int asked(Source source, String article) {
        return jdbc.sql("""
                UPDATE knowledge_article SET asked_at = :now WHERE tenant = :tenant AND connector = :connector AND article = :article
                RETURNING missed""")
            .param("now", now()).param("tenant", source.tenant()).param("connector", source.connector()).param("article", article)
            .query(Integer.class).optional().orElse(0);
    }

    void delete(Source source, String article) {
        jdbc.sql("DELETE FROM knowledge_article WHERE tenant = :tenant AND connector = :connector AND article = :article")
            .param("tenant", source.tenant()).param("connector", source.connector()).param("article", article).update();
    }

    /** Forgets a source and all it listed. @return the documents that its articles, and what is attached to them, are kept in */
    List<UUID> forget(Source source) {
        Set<UUID> documents = new HashSet<>(jdbc.sql("DELETE FROM knowledge_article WHERE tenant = :tenant AND connector = :connector RETURNING document")
            .param("tenant", source.tenant()).param("connector", source.connector()).query((row, i) -> Optional.ofNullable(row.getObject(1, UUID.class)))
            .list().stream().flatMap(Optional::stream).toList());
        documents.addAll(jdbc.sql("SELECT id FROM knowledge_document WHERE tenant = :tenant AND source = :connector AND starts_with(name, :connector || ':')")
            .param("tenant", source.tenant()).param("connector", source.connector()).query(UUID.class).list());
        jdbc.sql("DELETE FROM knowledge_source WHERE tenant = :tenant AND connector = :connector")
            .param("tenant", source.tenant()).param("connector", source.connector()).update();
        return List.copyOf(documents);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
