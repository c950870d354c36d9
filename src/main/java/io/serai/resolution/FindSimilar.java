package io.serai.resolution;

import io.serai.knowledge.Wording;
import java.sql.Types;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds similar tickets in PostgreSQL: those that share rare terms are fetched, and compared term by term. */
@Component
class FindSimilar implements SimilarTickets {

    /** So many of the rarest terms are looked for, and so many tickets compared. */
    private static final int RAREST = 12;
    private static final int COMPARED = 200;
    /** What is less alike is not similar. */
    private static final double LEAST = 0.01;

    private final JdbcClient jdbc;
    private final ResolutionStore store;
    private final Wording wording;

    FindSimilar(JdbcClient jdbc, ResolutionStore store, Wording wording) {
        this.jdbc = jdbc;
        this.store = store;
        this.wording = wording;
    }

    private record Candidate(Similar ticket, Set<String> terms) {
    }

    @Override
    public boolean any(String tenant) {
        return jdbc.sql("SELECT 1 FROM resolution_term WHERE tenant = ? AND term = ''").param(tenant).query(Integer.class).optional().isPresent();
    }

    @Override
    public List<Similar> find(String tenant, String title, String text, Optional<String> ticketId, int size) {
        Set<String> asked = wording.terms(title, text);
        Map<String, Integer> counts = counts(tenant, asked);
        int all = counts.getOrDefault("", 0);
        List<String> rarest = asked.stream().filter(term -> counts.getOrDefault(term, 0) > 0).sorted(Comparator.comparing(counts::get)).limit(RAREST).toList();
        if (rarest.isEmpty()) {
            return List.of();
        }
        List<Candidate> candidates = candidates(tenant, rarest, ticketId);
        Set<String> others = new HashSet<>();
        candidates.forEach(candidate -> others.addAll(candidate.terms()));
        counts.putAll(counts(tenant, others));
        ToDoubleFunction<String> weight = term -> Likeness.weight(all, counts.getOrDefault(term, 0));
        return candidates.stream().map(candidate -> judged(candidate, asked, weight)).filter(found -> found.likelihood() >= LEAST)
            .sorted(Comparator.comparing(Similar::likelihood).reversed().thenComparing(Similar::ticketId)).limit(size).toList();
    }

    private static Similar judged(Candidate candidate, Set<String> asked, ToDoubleFunction<String> weight) {
        Similar t = candidate.ticket();
        double likelihood = Math.round(Likeness.likelihood(Likeness.cosine(asked, candidate.terms(), weight)) * 10_000) / 10_000.0;
        return new Similar(t.ticketId(), t.title(), t.category(), likelihood, t.rootCause(), t.rootCauseTitle(), t.summary(), t.steps());
    }

    private Map<String, Integer> counts(String tenant, Set<String> terms) {
        Map<String, Integer> counts = new HashMap<>();
        String[] wanted = Stream.concat(terms.stream(), Stream.of("")).toArray(String[]::new);
        jdbc.sql("SELECT term, tickets FROM resolution_term WHERE tenant = :tenant AND term = ANY (:terms::text[])").param("tenant", tenant).param("terms", wanted)
            .query((row, n) -> counts.put(row.getString(1), row.getInt(2))).list();
        return counts;
    }

    /** A ticket that came back is no example of how to resolve one. */
    private List<Candidate> candidates(String tenant, List<String> rarest, Optional<String> ticketId) {
        return jdbc.sql("""
                SELECT r.ticket_id, t.body ->> 'title', t.category, r.root_cause, c.title, r.summary, r.steps::text, r.terms
                FROM resolution r JOIN ticket t ON t.id = r.ticket_id AND t.status IN ('resolved', 'closed')
                LEFT JOIN root_cause c ON c.tenant = r.tenant AND c.code = r.root_cause
                WHERE r.tenant = :tenant AND r.terms && :rarest::text[] AND (:self::uuid IS NULL OR r.ticket_id <> :self::uuid)
                ORDER BY (SELECT count(*) FROM unnest(:rarest::text[]) AS q (term) WHERE q.term = ANY (r.terms)) DESC, r.ticket_id DESC LIMIT :most""")
            .param("tenant", tenant).param("rarest", rarest.toArray(new String[0])).param("self", ticketId.orElse(null), Types.VARCHAR).param("most", COMPARED)
            .query((row, n) -> new Candidate(new Similar(row.getString(1), row.getString(2), row.getString(3), 0.0, row.getString(4), row.getString(5),
                row.getString(6), store.steps(row.getString(7))), Set.of((String[]) row.getArray(8).getArray()))).list();
    }
}
