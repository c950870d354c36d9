package io.serai.knowledge;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps each tenant's correction of confidences, and reads the verdicts that it is made of. */
@Component
class CalibrationStore {

    private final JdbcClient jdbc;

    CalibrationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, Calibration> all() {
        Map<String, Calibration> all = new HashMap<>();
        jdbc.sql("SELECT tenant, shift, scale FROM knowledge_calibration")
            .query((row, number) -> all.put(row.getString(1), Calibration.bounded(row.getDouble(2), row.getDouble(3)))).list();
        return all;
    }

    /**
     * What people said since each tenant's correction was made, of the links that the hub itself made or proposed first: one a ticket.
     *
     * @param until verdicts after that wait: another one that is older may not be committed yet
     * @return by tenant, those without a verdict left out
     */
    Map<String, List<Recalibrate.Vote>> votes(Instant until) {
        Map<String, List<Recalibrate.Vote>> votes = new LinkedHashMap<>();
        jdbc.sql("""
                SELECT DISTINCT ON (l.tenant, l.ticket_id) l.tenant, l.confidence, l.state
                FROM ticket_runbook_links l LEFT JOIN knowledge_calibration c ON c.tenant = l.tenant
                WHERE l.state IN ('confirmed', 'rejected') AND l.confidence < 1
                  AND l.reviewed_at <= :until AND l.reviewed_at > coalesce(c.counted_to, '-infinity')
                ORDER BY l.tenant, l.ticket_id, l.confidence DESC""")
            .param("until", Timestamp.from(until))
            .query((row, number) -> votes.computeIfAbsent(row.getString(1), tenant -> new ArrayList<>())
                .add(new Recalibrate.Vote(row.getDouble(2), "confirmed".equals(row.getString(3))))).list();
        return votes;
    }

    /** The tenant's correction as it is, and no other process changes it before the transaction ends. */
    Calibration lock(String tenant, Instant now) {
        jdbc.sql("""
                INSERT INTO knowledge_calibration (tenant, shift, scale, votes, counted_to, changed_at)
                VALUES (:tenant, 0, 1, 0, '-infinity', :now) ON CONFLICT DO NOTHING""")
            .param("tenant", tenant).param("now", Timestamp.from(now)).update();
        return jdbc.sql("SELECT shift, scale FROM knowledge_calibration WHERE tenant = :tenant FOR UPDATE").param("tenant", tenant)
            .query((row, number) -> Calibration.bounded(row.getDouble(1), row.getDouble(2))).single();
    }

    void change(String tenant, Calibration calibration, int votes, Instant until, Instant now) {
        jdbc.sql("""
                UPDATE knowledge_calibration SET shift = :shift, scale = :scale, votes = votes + :votes, counted_to = :until, changed_at = :now
                WHERE tenant = :tenant""")
            .param("tenant", tenant).param("shift", calibration.shift()).param("scale", calibration.scale()).param("votes", votes)
            .param("until", Timestamp.from(until)).param("now", Timestamp.from(now)).update();
    }
}
