package io.serai.resolution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.knowledge.Wording;
import io.serai.ticket.Ticket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The confirmed resolutions, and in how many of them each term stands. */
@Component
class ResolutionStore {

    private final JdbcClient jdbc;
    private final Wording wording;
    private final AuditTrail audit;
    private final ObjectMapper json;
    private final Clock clock;

    ResolutionStore(JdbcClient jdbc, Wording wording, AuditTrail audit, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.wording = wording;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    Optional<Resolution> find(Ticket ticket) {
        return jdbc.sql("SELECT ticket_id, root_cause, summary, steps::text AS steps, version, confirmed_by, confirmed_at FROM resolution "
                + "WHERE tenant = ? AND ticket_id = ?::uuid")
            .params(ticket.tenant(), ticket.id()).query(this::read).optional();
    }

    boolean knowsCause(String tenant, String code) {
        return jdbc.sql("SELECT 1 FROM root_cause WHERE tenant = ? AND code = ?").params(tenant, code).query(Integer.class).optional().isPresent();
    }

    /**
     * Confirms how a ticket was resolved.
     *
     * @param version the one that the person has seen; 0 for none
     * @return the resolution as it is now, or absent if it is no longer the one that the person has seen
     */
    @Transactional
    Optional<Resolution> confirm(Ticket ticket, Resolution.Written written, int version, String user) {
        Set<String> terms = terms(ticket);
        Set<String> before = version == 0 ? Set.of() : lockedTerms(ticket);
        int rows = version == 0
            ? jdbc.sql("""
                INSERT INTO resolution (ticket_id, tenant, root_cause, summary, steps, terms, confirmed_by, confirmed_at)
                VALUES (:ticket::uuid, :tenant, :cause, :summary, :steps::jsonb, :terms, :user, :now) ON CONFLICT DO NOTHING""")
                .param("ticket", ticket.id()).param("tenant", ticket.tenant()).param("cause", written.rootCause(), Types.VARCHAR)
                .param("summary", written.summary()).param("steps", write(written.steps())).param("terms", terms.toArray(new String[0])).param("user", user)
                .param("now", Timestamp.from(clock.instant())).update()
            : jdbc.sql("""
                UPDATE resolution SET root_cause = :cause, summary = :summary, steps = :steps::jsonb, terms = :terms, version = version + 1,
                    confirmed_by = :user, confirmed_at = :now WHERE tenant = :tenant AND ticket_id = :ticket::uuid AND version = :version""")
                .param("cause", written.rootCause(), Types.VARCHAR).param("summary", written.summary()).param("steps", write(written.steps()))
                .param("terms", terms.toArray(new String[0])).param("user", user).param("now", Timestamp.from(clock.instant()))
                .param("tenant", ticket.tenant()).param("ticket", ticket.id()).param("version", version).update();
        if (rows == 0) {
            return Optional.empty();
        }
        count(ticket.tenant(), without(terms, before), 1);
        count(ticket.tenant(), without(before, terms), -1);
        if (version == 0) {
            count(ticket.tenant(), Set.of(""), 1);
        }
        audit.record(new AuditEntry(user, "resolution-confirmed", ticket.id(),
            written.rootCause() == null ? Map.of() : Map.of("rootCause", written.rootCause())));
        return find(ticket);
    }

    private Set<String> terms(Ticket ticket) {
        return wording.terms(ticket.title(), Stream.of(ticket.description(), ticket.errorMessages()).filter(text -> text != null).collect(Collectors.joining("\n")));
    }

    private Set<String> lockedTerms(Ticket ticket) {
        return jdbc.sql("SELECT unnest(terms) FROM (SELECT terms FROM resolution WHERE tenant = ? AND ticket_id = ?::uuid FOR UPDATE) AS r").params(ticket.tenant(), ticket.id())
            .query(String.class).set();
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    /** In the order of the terms, so that two that confirm at the same time wait for each other instead of deadlocking. */
    private void count(String tenant, Set<String> terms, int more) {
        if (!terms.isEmpty()) {
            jdbc.sql("""
                    INSERT INTO resolution_term AS t (tenant, term, tickets) SELECT :tenant, term, :more FROM unnest(:terms::text[]) AS u (term) ORDER BY term
                    ON CONFLICT (tenant, term) DO UPDATE SET tickets = t.tickets + :more""")
                .param("tenant", tenant).param("more", more).param("terms", terms.toArray(new String[0])).update();
        }
    }

    private Resolution read(ResultSet row, int n) throws SQLException {
        return new Resolution(row.getString("ticket_id"), row.getString("root_cause"), row.getString("summary"), steps(row.getString("steps")),
            row.getInt("version"), row.getString("confirmed_by"), row.getTimestamp("confirmed_at").toInstant());
    }

    List<Tried> steps(String text) {
        try {
            return json.readValue(text, new TypeReference<List<Tried>>() { });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored steps cannot be read", e);
        }
    }

    private String write(List<Tried> steps) {
        try {
            return json.writeValueAsString(steps);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("steps cannot be written", e);
        }
    }
}
