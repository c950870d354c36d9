package io.serai.knowledgebase;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists and searches a tenant's articles, in whatever state. */
@Component
class FindArticles {

    private final JdbcClient jdbc;
    private final KnowledgeBaseStore store;
    private final Clock clock;

    FindArticles(JdbcClient jdbc, KnowledgeBaseStore store, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.clock = clock;
    }

    /**
     * What is looked for; what is {@code null} does not matter.
     *
     * @param words as people type them in a search box: quotes, {@code or} and {@code -} are understood, nothing is an error
     * @param due   only what is published, and whose date for a look has come
     */
    record Query(String tenant, String words, State state, Kind kind, String category, String owner, boolean due) {
    }

    /**
     * A row of a list: an article without its text.
     *
     * @param excerpt where the words stand, one line of the text's own; {@code null} where no words were looked for
     * @param rank    how well the words fit, for the order; {@code null} where no words were looked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(String id, String name, Kind kind, State state, String title, List<String> categories, List<String> labels, String owner, String author,
               int version, Integer publishedVersion, int revision, Instant reviewAt, long views, int helpful, int unhelpful, Instant changedAt, String excerpt,
               Float rank) {

        static Row of(Article a, String excerpt, Float rank) {
            return new Row(a.id(), a.name(), a.kind(), a.state(), a.content().title(), a.content().categories(), a.content().labels(), a.owner(), a.author(),
                a.version(), a.publishedVersion(), a.revision(), a.reviewAt(), a.views(), a.helpful(), a.unhelpful(), a.changedAt(), excerpt, rank);
        }

        /** Where a list goes on after this row. */
        String cursor() {
            return rank == null ? id : rank + "~" + id;
        }
    }

    private static final String FILTERS = """
         a.tenant = :tenant AND (:state::text IS NULL OR a.state = :state) AND (:kind::text IS NULL OR a.kind = :kind)
         AND (:category::text IS NULL OR :category = ANY (a.categories)) AND (:owner::text IS NULL OR a.owner = :owner)
         AND (NOT :due OR a.published_version IS NOT NULL AND a.review_at <= :now)
        """;

    /** The newest first. */
    List<Row> list(Query query, Optional<UUID> after, int limit) {
        return filtered(jdbc.sql("SELECT " + KnowledgeBaseStore.COLUMNS + " FROM kb_article a WHERE" + FILTERS
                + " AND (:after::uuid IS NULL OR a.id < :after::uuid) ORDER BY a.id DESC LIMIT :limit"), query)
            .param("after", after.map(UUID::toString).orElse(null), Types.VARCHAR).param("limit", limit)
            .query((row, n) -> Row.of(store.read(row, n), null, null)).list();
    }

    /** What fits best first. @param after rank and id of the last row of the page before, or {@code null} */
    List<Row> search(Query query, Float rank, UUID after, int limit) {
        return filtered(jdbc.sql("SELECT " + KnowledgeBaseStore.COLUMNS + """
                , ts_rank(a.search, q.query) AS rank,
                ts_headline('english', left(a.body, 20000), q.query, 'StartSel="", StopSel="", MaxFragments=1, MaxWords=30, MinWords=10') AS excerpt
                FROM kb_article a, websearch_to_tsquery('english', :words) AS q (query)
                WHERE a.search @@ q.query AND (:rank::float4 IS NULL OR (ts_rank(a.search, q.query), a.id) < (:rank::float4, :after::uuid)) AND
                """ + FILTERS + " ORDER BY rank DESC, a.id DESC LIMIT :limit"), query)
            .param("words", query.words()).param("rank", rank == null ? null : rank.toString(), Types.VARCHAR)
            .param("after", after == null ? null : after.toString(), Types.VARCHAR).param("limit", limit)
            .query(this::found).list();
    }

    private Row found(ResultSet row, int n) throws SQLException {
        return Row.of(store.read(row, n), row.getString("excerpt").replaceAll("\\s+", " ").strip(), row.getFloat("rank"));
    }

    private JdbcClient.StatementSpec filtered(JdbcClient.StatementSpec sql, Query query) {
        return sql.param("tenant", query.tenant()).param("state", query.state() == null ? null : query.state().json(), Types.VARCHAR)
            .param("kind", query.kind() == null ? null : query.kind().json(), Types.VARCHAR).param("category", query.category(), Types.VARCHAR)
            .param("owner", query.owner(), Types.VARCHAR).param("due", query.due()).param("now", Timestamp.from(clock.instant()));
    }
}
