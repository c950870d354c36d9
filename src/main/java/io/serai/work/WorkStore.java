package io.serai.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The queue's table. All times are the database's, so that processes with different clocks agree about leases. */
@Component
class WorkStore {

    private final JdbcTemplate jdbc;
    private final ObjectMapper json;
    private final Map<Class<?>, String> names;
    private final Map<String, Class<? extends WorkBody>> types;

    WorkStore(JdbcTemplate jdbc, ObjectMapper json, List<WorkBodyType> types) {
        this.jdbc = jdbc;
        this.json = json;
        this.names = types.stream().collect(Collectors.toMap(WorkBodyType::type, WorkBodyType::name));
        this.types = types.stream().collect(Collectors.toMap(WorkBodyType::name, WorkBodyType::type));
    }

    /** In their order, whatever plan the database chooses: what comes first is done first. */
    void insert(String stage, List<WorkQueue.Entry> entries) {
        jdbc.update("""
            INSERT INTO work_item (stage, work_key, ordering_key, correlation, type, body)
            SELECT ?, t.work_key, t.ordering_key, t.correlation, t.type, t.body
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS t (work_key, ordering_key, correlation, type, body, place)
            WHERE NOT EXISTS (SELECT 1 FROM work_item w WHERE w.stage = ? AND w.work_key = t.work_key AND w.lease IS NULL)
            ORDER BY t.place""",
            stage,
            column(entries, entry -> entry.body().workKey()),
            column(entries, entry -> entry.body().orderingKey()),
            column(entries, WorkQueue.Entry::correlation),
            column(entries, entry -> nameOf(entry.body())),
            column(entries, entry -> write(entry.body())), stage);
    }

    /**
     * Leases what is due, oldest first, skipping what waits behind an older piece of work with the same ordering key.
     *
     * @param held ids of what the caller is still at: it is left out even if its lease ran out while the process stood still
     * @return at most {@code most}; a row whose body cannot be read becomes a dead letter and is left out
     */
    List<WorkItem> claim(String stage, int most, Duration lease, Set<Long> held) {
        // materialized: as a subquery of the UPDATE it may run more than once, and then leases more than the limit
        List<WorkItem> items = jdbc.query("""
            WITH due AS MATERIALIZED (
                SELECT id FROM work_item c
                WHERE stage = ? AND not_before <= clock_timestamp() AND (lease_until IS NULL OR lease_until < clock_timestamp())
                  AND id <> ALL (?::bigint[])
                  AND NOT EXISTS (SELECT 1 FROM work_item o WHERE o.stage = c.stage AND o.ordering_key = c.ordering_key AND o.id < c.id)
                ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
            UPDATE work_item w
            SET lease = nextval('work_lease'), lease_until = clock_timestamp() + ? * interval '1 millisecond', attempts = attempts + 1
            FROM due WHERE w.id = due.id
            RETURNING w.id, w.stage, w.lease, w.attempts, w.failures, w.correlation, w.type, w.body""",
            this::read, stage, held.toArray(Long[]::new), most, lease.toMillis());
        return items.stream().sorted(Comparator.comparingLong(WorkItem::id)).filter(item -> {
            if (item.body() instanceof Unreadable unreadable) {
                bury(item, "cannot be read: " + unreadable.fault());
                return false;
            }
            return true;
        }).toList();
    }

    void renew(List<WorkItem> items, Duration lease) {
        jdbc.update("""
            UPDATE work_item w SET lease_until = clock_timestamp() + ? * interval '1 millisecond'
            FROM unnest(?::bigint[], ?::bigint[]) AS held (id, lease) WHERE w.id = held.id AND w.lease = held.lease""",
            lease.toMillis(), ids(items), leases(items));
    }

    /**
     * Removes what is done; what was given back or leased anew in the meantime stays.
     *
     * @return ids of what was removed
     */
    Set<Long> finish(List<WorkItem> items) {
        return Set.copyOf(jdbc.queryForList("""
            DELETE FROM work_item w USING unnest(?::bigint[], ?::bigint[]) AS held (id, lease)
            WHERE w.id = held.id AND w.lease = held.lease RETURNING w.id""", Long.class, ids(items), leases(items)));
    }

    void retry(WorkItem item, Duration delay, String error) {
        jdbc.update("""
            UPDATE work_item SET lease = NULL, lease_until = NULL, failures = failures + 1, last_error = ?, not_before = clock_timestamp() + ? * interval '1 millisecond'
            WHERE id = ? AND lease = ?""", error, delay.toMillis(), item.id(), item.lease());
    }

    void postpone(WorkItem item, Duration delay, String reason) {
        jdbc.update("""
            UPDATE work_item SET lease = NULL, lease_until = NULL, last_error = ?, attempts = attempts - 1,
                not_before = clock_timestamp() + ? * interval '1 millisecond'
            WHERE id = ? AND lease = ?""", reason, delay.toMillis(), item.id(), item.lease());
    }

    /** Moves one piece of work to the dead letters, in one statement. */
    void bury(WorkItem item, String error) {
        jdbc.update("""
            WITH dead AS (DELETE FROM work_item WHERE id = ? AND lease = ? RETURNING *)
            INSERT INTO dead_letter (id, stage, work_key, ordering_key, correlation, type, body, attempts, error, queued_at)
            SELECT gen_random_uuid(), stage, work_key, ordering_key, correlation, type, body, attempts, ?, queued_at FROM dead""",
            item.id(), item.lease(), error);
    }

    /** Puts a body straight to the dead letters: it was judged before it could be queued. Joins the caller's transaction. */
    void buryUnqueued(String stage, WorkQueue.Entry entry, String error) {
        jdbc.update("""
            INSERT INTO dead_letter (id, stage, work_key, ordering_key, correlation, type, body, attempts, error, queued_at)
            VALUES (gen_random_uuid(), ?, ?, ?, ?, ?, ?, 0, ?, clock_timestamp())""",
            stage, entry.body().workKey(), entry.body().orderingKey(), entry.correlation(), nameOf(entry.body()), write(entry.body()), error);
    }

    Set<String> buried(String stage, Collection<String> workKeys) {
        return Set.copyOf(jdbc.queryForList(
            "SELECT DISTINCT work_key FROM dead_letter WHERE stage = ? AND work_key = ANY (?) AND replayed_at IS NULL", String.class, stage,
            workKeys.toArray(String[]::new)));
    }

    /**
     * Queues a dead letter again, once.
     *
     * @return the number of rows changed: 0 if there is no such dead letter, or it was replayed before
     */
    @Transactional
    int replay(String id, String user) {
        List<Map<String, Object>> rows = jdbc.queryForList("""
            UPDATE dead_letter SET replayed_at = clock_timestamp(), replayed_by = ? WHERE id = ?::uuid AND replayed_at IS NULL
            RETURNING stage, work_key, ordering_key, correlation, type, body""", user, id);
        rows.forEach(row -> jdbc.update("""
            INSERT INTO work_item (stage, work_key, ordering_key, correlation, type, body) VALUES (?, ?, ?, ?, ?, ?)""", row.values().toArray()));
        return rows.size();
    }

    /** Number of pieces of work and age in seconds of the oldest that is due, by stage. */
    Map<String, Lag> lags() {
        return jdbc.query("""
            SELECT stage, count(*) AS items, extract(epoch FROM clock_timestamp() - min(queued_at)) AS age FROM work_item GROUP BY stage""",
            (row, n) -> Map.entry(row.getString("stage"), new Lag(row.getLong("items"), row.getDouble("age"))))
            .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * How far a stage is behind.
     *
     * @param age seconds since the oldest piece of work was queued
     */
    record Lag(long items, double age) {
    }

    private record Unreadable(String workKey, String orderingKey, String fault) implements WorkBody {
    }

    private WorkItem read(ResultSet row, int n) throws SQLException {
        return new WorkItem(row.getLong("id"), row.getString("stage"), row.getLong("lease"), row.getInt("attempts"), row.getInt("failures"),
            row.getString("correlation"), body(row.getString("type"), row.getString("body")));
    }

    private WorkBody body(String type, String body) {
        Class<? extends WorkBody> target = types.get(type);
        if (target == null) {
            return new Unreadable("", "", "no feature knows the type '" + type + "'");
        }
        try {
            return json.readValue(body, target);
        } catch (JsonProcessingException e) {
            return new Unreadable("", "", e.getOriginalMessage());
        }
    }

    private String nameOf(WorkBody body) {
        String name = names.get(body.getClass());
        if (name == null) {
            throw new IllegalArgumentException(body.getClass().getName() + " has no WorkBodyType bean");
        }
        return name;
    }

    private String write(WorkBody body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body.getClass().getName() + " cannot be written as JSON", e);
        }
    }

    private static String[] column(List<WorkQueue.Entry> entries, Function<WorkQueue.Entry, String> value) {
        return entries.stream().map(value).toArray(String[]::new);
    }

    private static Long[] ids(List<WorkItem> items) {
        return items.stream().map(WorkItem::id).toArray(Long[]::new);
    }

    private static Long[] leases(List<WorkItem> items) {
        return items.stream().map(WorkItem::lease).toArray(Long[]::new);
    }
}
