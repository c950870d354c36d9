package io.serai.connector;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.connector.JudgeConnector.Finding;
import io.serai.ticket.TimeOrderedId;
import io.serai.work.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks every few seconds how the connectors are, and says when something begins to be wrong and when it is over: in the log, in the audit
 * trail, as a metric, as an {@link AlarmEvent}; the health and the API of connectors tell what is wrong now. What was raised stays so over
 * restarts until it is known to be over. A connector that a person has paused raises none for its polls.
 */
@Component
class RaiseAlarms {

    private static final Logger LOG = LoggerFactory.getLogger(RaiseAlarms.class);
    /** So long an event may wait before it counts as never routed. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Connectors connectors;
    private final ConnectorStates states;
    private final Pauses pauses;
    private final PollWatchStore watches;
    private final AlarmStore store;
    private final AuditTrail audit;
    private final WorkQueue queue;
    private final JdbcClient jdbc;
    private final Duration unseen;
    private final Clock clock;
    private final MeterRegistry meters;
    private final TransactionTemplate transaction;
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private volatile Map<String, Set<Alarm>> raised = Map.of();

    RaiseAlarms(Connectors connectors, ConnectorStates states, Pauses pauses, PollWatchStore watches, AlarmStore store, AuditTrail audit,
                WorkQueue queue, JdbcClient jdbc, PollProperties properties, Clock clock, MeterRegistry meters, PlatformTransactionManager transactions) {
        this.connectors = connectors;
        this.states = states;
        this.pauses = pauses;
        this.watches = watches;
        this.store = store;
        this.audit = audit;
        this.queue = queue;
        this.jdbc = jdbc;
        // two looks of every process: what none has seen in either is over
        this.unseen = properties.alarmPeriod().multipliedBy(2);
        this.clock = clock;
        this.meters = meters;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What is wrong with a connector now, possibly nothing. */
    Set<Alarm> of(String connector) {
        return raised.getOrDefault(connector, Set.of());
    }

    @Scheduled(initialDelayString = "${serai.connector.alarm-period:15s}", fixedDelayString = "${serai.connector.alarm-period:15s}")
    void look() {
        exchangeWatches();
        Map<String, Integer> stuck = stuck();
        Map<String, Map<Alarm, Instant>> before = store.raised();
        for (Connector connector : connectors.all()) {
            String name = connector.name();
            watch(name);
            Set<Alarm> known = before.getOrDefault(name, Map.of()).keySet();
            JudgeConnector.judge(states.of(name).view(), pauses.find(name).isPresent(), stuck.getOrDefault(name, 0))
                .forEach((alarm, finding) -> settle(connector, alarm, finding, known.contains(alarm)));
        }
        endThoseOfNobody(before);
        raised = store.raised().entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue().keySet())));
    }

    private void exchangeWatches() {
        List<String> polling = connectors.all().stream().filter(connector -> connector.streams().poll() != null).map(Connector::name).toList();
        Map<String, Instant> good = new HashMap<>();
        polling.forEach(name -> states.of(name).lastGoodPoll().ifPresent(at -> good.put(name, at)));
        Map<String, PollWatchStore.Watch> all = watches.exchange(polling, good);
        polling.forEach(name -> states.of(name).watched(all.get(name)));
    }

    private void settle(Connector connector, Alarm alarm, Finding finding, boolean known) {
        if (finding == Finding.WRONG && known) {
            store.confirm(connector.name(), alarm);
        } else if (finding == Finding.WRONG) {
            transaction.executeWithoutResult(status -> store.raise(connector.name(), alarm)
                .ifPresent(at -> tell(connector.name(), connector.tenant(), alarm, AlarmEvent.State.RAISED, at)));
        } else if (finding == Finding.RIGHT && known) {
            end(connector.name(), connector.tenant(), alarm);
        }
    }

    private void end(String connector, String tenant, Alarm alarm) {
        transaction.executeWithoutResult(status -> store.end(connector, alarm, unseen)
            .ifPresent(raisedAt -> tell(connector, tenant, alarm, AlarmEvent.State.OVER, raisedAt)));
    }

    /** A connector that was switched off, or whose file is gone, is nobody's trouble any more. */
    private void endThoseOfNobody(Map<String, Map<Alarm, Instant>> before) {
        before.forEach((name, alarms) -> {
            if (connectors.find(name).isEmpty()) {
                alarms.keySet().forEach(alarm -> end(name, null, alarm));
            }
        });
    }

    private void tell(String connector, String tenant, Alarm alarm, AlarmEvent.State state, Instant raisedAt) {
        boolean wrong = state == AlarmEvent.State.RAISED;
        if (wrong) {
            LOG.warn("ALARM connector {}: {}", connector, alarm.words());
        } else {
            LOG.info("connector {}: over is the alarm that {}", connector, alarm.words());
        }
        audit.record(AuditEntry.byHub(wrong ? "alarm-raised" : "alarm-over", null, Map.of("connector", connector, "alarm", alarm.word())));
        Instant now = clock.instant();
        queue.enqueue(AlarmEvent.STAGE, List.of(new WorkQueue.Entry(
            new AlarmEvent(TimeOrderedId.at(now), alarm.word(), state, connector, tenant, alarm.words(), raisedAt, now), null)));
    }

    private void watch(String connector) {
        if (!watched.add(connector)) {
            return;
        }
        for (Alarm alarm : Alarm.values()) {
            Gauge.builder("serai.connector.alarm", () -> of(connector).contains(alarm) ? 1 : 0).tag("connector", connector).tag("alarm", alarm.word())
                .description("1 while the connector is in this trouble").register(meters);
        }
    }

    private Map<String, Integer> stuck() {
        Map<String, Integer> stuck = new HashMap<>();
        jdbc.sql("""
            SELECT e.connector, count(*) FROM work_item w JOIN event e ON e.id = w.work_key::uuid
            WHERE w.stage = :stage AND w.queued_at < clock_timestamp() - :patience * interval '1 second' GROUP BY e.connector""")
            .param("stage", EventStore.STAGE).param("patience", PATIENCE.toSeconds())
            .query((row, n) -> stuck.put(row.getString(1), row.getInt(2))).list();
        return stuck;
    }
}
