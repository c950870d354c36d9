package io.serai.linking;

import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.knowledge.Evidence;
import io.serai.linking.Link.State;
import io.serai.linking.LinkRule.Ruling;
import io.serai.linking.Linking.Outcome;
import io.serai.ticket.Ticket;
import io.serai.ticket.TimeOrderedId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The links, each change with its line in the audit trail. Every method asks for one tenant or for one ticket of which the caller knows whose it is. */
@Component
class LinkStore {

    private static final String COLUMNS = "id, ticket_id, document, page, title, confidence, automatic, state, version, reviewed_by, reviewed_at, created_at";

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Clock clock;

    LinkStore(JdbcClient jdbc, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those of a ticket's links that a person has judged. */
    List<Link> judged(String ticketId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM ticket_runbook_links WHERE ticket_id = ?::uuid AND state IN ('rejected', 'confirmed')")
            .param(ticketId).query(this::read).list();
    }

    /** A ticket's links, the likeliest first, what was rejected last; at most 100. */
    List<Link> of(String ticketId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM ticket_runbook_links WHERE ticket_id = ?::uuid "
                + "ORDER BY state = 'rejected', confidence DESC, id LIMIT 100")
            .param(ticketId).query(this::read).list();
    }

    Optional<Link> find(String tenant, UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM ticket_runbook_links WHERE tenant = ? AND id = ?").params(tenant, id).query(this::read).optional();
    }

    /** By id, oldest first. */
    List<Link> list(String tenant, State state, Optional<UUID> after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM ticket_runbook_links WHERE tenant = :tenant AND state = :state "
                + "AND (:after::uuid IS NULL OR id > :after::uuid) ORDER BY id LIMIT :limit")
            .param("tenant", tenant).param("state", state.json()).param("after", after.map(UUID::toString).orElse(null), Types.VARCHAR)
            .param("limit", limit).query(this::read).list();
    }

    /** Puts the ruling's pages in the place of what no person has judged. A page that is gone by now is passed over; what is as it was is left so. */
    void replace(Ticket ticket, Ruling ruling) {
        State state = ruling.outcome() == Outcome.LINK ? State.LINKED : State.REVIEW;
        List<Evidence> pages = ruling.pages();
        List<String> changed = jdbc.sql("""
                WITH wanted AS (
                    SELECT DISTINCT ON (w.page) w.id, w.page, w.confidence, d.id AS document, d.title
                    FROM unnest(:ids::uuid[], :pages::text[], :confidences::float8[]) AS w (id, page, confidence)
                    JOIN knowledge_document d ON d.name = w.page AND d.tenant IN (:tenant, '*')
                    ORDER BY w.page, d.tenant = '*'),
                gone AS (
                    DELETE FROM ticket_runbook_links
                    WHERE ticket_id = :ticket::uuid AND state IN ('linked', 'review') AND document NOT IN (SELECT document FROM wanted))
                INSERT INTO ticket_runbook_links AS l (id, tenant, ticket_id, document, page, title, confidence, automatic, state, openings, created_at)
                SELECT id, :tenant, :ticket::uuid, document, page, title, confidence, :automatic, :state,
                    coalesce((SELECT openings FROM ticket WHERE id = :ticket::uuid), 1), :now FROM wanted
                ON CONFLICT (ticket_id, document) DO UPDATE SET page = excluded.page, title = excluded.title, confidence = excluded.confidence,
                    automatic = excluded.automatic, state = excluded.state, version = l.version + 1
                WHERE l.state IN ('linked', 'review') AND (l.state, l.confidence) IS DISTINCT FROM (excluded.state, excluded.confidence)
                RETURNING page""")
            .param("ids", column(pages, page -> TimeOrderedId.at(clock.instant()))).param("pages", column(pages, Evidence::id))
            .param("confidences", column(pages, page -> Double.toString(page.score()))).param("tenant", ticket.tenant()).param("ticket", ticket.id())
            .param("automatic", state == State.LINKED).param("state", state.json()).param("now", now()).query(String.class).list();
        pages.stream().filter(page -> changed.contains(page.id())).forEach(page -> audit.record(AuditEntry.byHub(
            state == State.LINKED ? "link-made" : "link-proposed", ticket.id(), details(page.id(), page.score()))));
    }

    /**
     * A person's verdict. On {@code CONFIRMED} the pages that still wait for the same ticket are rejected by the same person: it picked another one.
     *
     * @param version the one that the person has seen
     * @return the link as it is now, or absent if it is no longer the one that the person has seen
     */
    @Transactional
    Optional<Link> judge(String tenant, UUID id, int version, State verdict, String user) {
        Optional<Link> judged = jdbc.sql("UPDATE ticket_runbook_links SET state = :state, version = version + 1, reviewed_by = :user, reviewed_at = :now "
                + "WHERE tenant = :tenant AND id = :id AND version = :version RETURNING " + COLUMNS)
            .param("state", verdict.json()).param("user", user).param("now", now()).param("tenant", tenant).param("id", id).param("version", version)
            .query(this::read).optional();
        judged.ifPresent(link -> {
            record(link, user);
            if (verdict == State.CONFIRMED) {
                jdbc.sql("UPDATE ticket_runbook_links SET state = 'rejected', version = version + 1, reviewed_by = ?, reviewed_at = ? "
                        + "WHERE ticket_id = ?::uuid AND state = 'review' RETURNING " + COLUMNS)
                    .params(user, now(), link.ticketId()).query(this::read).list().forEach(other -> record(other, user));
            }
        });
        return judged;
    }

    /**
     * A page that a person chose for a ticket.
     *
     * @return the link, or absent if the ticket's tenant has no such page
     */
    @Transactional
    Optional<Link> choose(Ticket ticket, String page, String user) {
        Optional<Link> chosen = jdbc.sql("""
                INSERT INTO ticket_runbook_links AS l (id, tenant, ticket_id, document, page, title, confidence, automatic, state, openings, reviewed_by,
                    reviewed_at, created_at)
                SELECT :id::uuid, :tenant, :ticket::uuid, id, name, title, 1.0, false, 'confirmed', (SELECT openings FROM ticket WHERE id = :ticket::uuid),
                    :user, :now, :now FROM knowledge_document
                WHERE name = :page AND tenant IN (:tenant, '*') ORDER BY tenant = '*' LIMIT 1
                ON CONFLICT (ticket_id, document) DO UPDATE SET state = 'confirmed', version = l.version + 1, reviewed_by = excluded.reviewed_by,
                    reviewed_at = excluded.reviewed_at
                RETURNING *""")
            .param("id", TimeOrderedId.at(clock.instant())).param("tenant", ticket.tenant()).param("ticket", ticket.id()).param("user", user)
            .param("now", now()).param("page", page).query(this::read).optional();
        chosen.ifPresent(link -> record(link, user));
        return chosen;
    }

    private void record(Link link, String user) {
        audit.record(new AuditEntry(user, "link-" + link.state().json(), link.ticketId(), details(link.page(), link.confidence())));
    }

    private static Map<String, String> details(String page, double confidence) {
        return Map.of("page", page, "confidence", String.format(Locale.ROOT, "%.3f", confidence));
    }

    private static String[] column(List<Evidence> pages, Function<Evidence, String> value) {
        return pages.stream().map(value).toArray(String[]::new);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private Link read(ResultSet row, int n) throws SQLException {
        Instant reviewed = row.getTimestamp("reviewed_at") == null ? null : row.getTimestamp("reviewed_at").toInstant();
        return new Link(row.getString("id"), row.getString("ticket_id"), row.getString("document"), row.getString("page"), row.getString("title"),
            row.getDouble("confidence"), row.getBoolean("automatic"), State.of(row.getString("state")), row.getInt("version"),
            row.getString("reviewed_by"), reviewed, row.getTimestamp("created_at").toInstant());
    }
}
