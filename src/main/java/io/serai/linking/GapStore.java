package io.serai.linking;

import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.linking.Gap.Way;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The gaps. One whose ticket has been linked since is over. */
@Component
class GapStore {

    private static final String SELECT = """
        SELECT g.ticket_id, g.tenant, t.body ->> 'title' AS title, g.likelihood, g.way, g.article, g.examples, g.found_at
        FROM knowledge_gap g JOIN ticket t ON t.id = g.ticket_id
        WHERE g.tenant = :tenant
        """;
    private static final String OPEN =
        " AND NOT EXISTS (SELECT 1 FROM ticket_runbook_links l WHERE l.ticket_id = g.ticket_id AND l.state IN ('linked', 'confirmed'))";

    private final JdbcClient jdbc;
    private final AuditTrail audit;

    GapStore(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Keeps a gap in place of what was known of its ticket. */
    @Transactional
    void keep(Gap gap) {
        jdbc.sql("""
                INSERT INTO knowledge_gap (ticket_id, tenant, likelihood, way, article, examples, found_at)
                VALUES (:ticket::uuid, :tenant, :likelihood, :way, :article::uuid, :similar::uuid[], :at)
                ON CONFLICT (ticket_id) DO UPDATE SET likelihood = excluded.likelihood, way = excluded.way, article = excluded.article,
                    examples = excluded.examples, found_at = excluded.found_at""")
            .param("ticket", gap.ticketId()).param("tenant", gap.tenant()).param("likelihood", gap.likelihood()).param("way", gap.way().json())
            .param("article", gap.article(), Types.VARCHAR).param("similar", gap.similar().toArray(new String[0]))
            .param("at", Timestamp.from(gap.foundAt())).update();
        Map<String, String> details = new TreeMap<>(Map.of("way", gap.way().json(), "likelihood", String.format(Locale.ROOT, "%.3f", gap.likelihood())));
        if (gap.article() != null) {
            details.put("article", gap.article());
        }
        audit.record(AuditEntry.byHub("gap-weighed", gap.ticketId(), details));
    }

    /** Until the transaction ends nobody else drafts for this tenant: the second of two like tickets sees the draft that the first has led to. */
    void lockDrafts(String tenant) {
        jdbc.sql("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended('serai draft ' || ?, 0))) AS held").param(tenant).query(Integer.class).single();
    }

    void setArticle(Gap gap, String article) {
        jdbc.sql("UPDATE knowledge_gap SET article = ?::uuid WHERE tenant = ? AND ticket_id = ?::uuid").params(article, gap.tenant(), gap.ticketId()).update();
    }

    Optional<Gap> find(String tenant, UUID ticket) {
        return jdbc.sql(SELECT + OPEN + " AND g.ticket_id = :ticket").param("tenant", tenant).param("ticket", ticket).query(this::read).optional();
    }

    /** Also one that is over. */
    Optional<Gap> any(String tenant, UUID ticket) {
        return jdbc.sql(SELECT + " AND g.ticket_id = :ticket").param("tenant", tenant).param("ticket", ticket).query(this::read).optional();
    }

    /** By ticket, the newest first. */
    List<Gap> list(String tenant, Way way, Optional<UUID> after, int limit) {
        return jdbc.sql(SELECT + OPEN + " AND (:way::text IS NULL OR g.way = :way) AND (:after::uuid IS NULL OR g.ticket_id < :after::uuid) "
                + "ORDER BY g.ticket_id DESC LIMIT :limit")
            .param("tenant", tenant).param("way", way == null ? null : way.json(), Types.VARCHAR)
            .param("after", after.map(UUID::toString).orElse(null), Types.VARCHAR).param("limit", limit).query(this::read).list();
    }

    private Gap read(ResultSet row, int n) throws SQLException {
        return new Gap(row.getString("ticket_id"), row.getString("tenant"), row.getString("title"), row.getDouble("likelihood"), Way.of(row.getString("way")),
            row.getString("article"), Arrays.stream((UUID[]) row.getArray("examples").getArray()).map(UUID::toString).toList(),
            row.getTimestamp("found_at").toInstant());
    }
}
