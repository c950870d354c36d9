package io.serai.linking;

import io.serai.knowledgebase.PageEffects;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How well pages work: of the tickets that a page is linked to, how many were resolved and did not come back. */
@Component
class LinkEffects implements PageEffects {

    private final JdbcClient jdbc;

    LinkEffects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Effect effect(String tenant, UUID document) {
        return jdbc.sql("""
                SELECT count(*) AS linked, count(*) FILTER (WHERE t.openings > l.openings OR t.status IN ('resolved', 'closed')) AS resolved,
                    count(*) FILTER (WHERE t.openings = l.openings AND t.status IN ('resolved', 'closed')) AS helped
                FROM ticket_runbook_links l JOIN ticket t ON t.id = l.ticket_id
                WHERE l.tenant = ? AND l.document = ? AND l.state IN ('linked', 'confirmed')""")
            .params(tenant, document)
            .query((row, n) -> new Effect(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(2) == 0 ? null : (double) row.getInt(3) / row.getInt(2)))
            .single();
    }

    @Override
    public List<LinkedTicket> tickets(String tenant, UUID document, Optional<UUID> after, int limit) {
        return jdbc.sql("""
                SELECT l.id, l.ticket_id, t.body ->> 'title', t.status, l.state, l.automatic, l.confidence,
                    CASE WHEN t.openings > l.openings THEN false WHEN t.status IN ('resolved', 'closed') THEN true END, l.created_at
                FROM ticket_runbook_links l JOIN ticket t ON t.id = l.ticket_id
                WHERE l.tenant = :tenant AND l.document = :document AND l.state <> 'review' AND (:after::uuid IS NULL OR l.id < :after::uuid)
                ORDER BY l.id DESC LIMIT :limit""")
            .param("tenant", tenant).param("document", document).param("after", after.map(UUID::toString).orElse(null), Types.VARCHAR).param("limit", limit)
            .query((row, n) -> new LinkedTicket(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getBoolean(6),
                row.getDouble(7), row.getObject(8, Boolean.class), row.getTimestamp(9).toInstant())).list();
    }
}
