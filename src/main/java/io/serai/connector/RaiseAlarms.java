package io.serai.connector;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks every few seconds how the connectors are, and says when something begins to be wrong and when it is over: in the log, in the audit
 * trail, as a metric; the health and the API of connectors tell what is wrong now. A connector that a person has paused raises none for
 * its polls.
 */
@Component
class RaiseAlarms {

    private static final Logger LOG = LoggerFactory.getLogger(RaiseAlarms.class);
    /** So long an event may wait before it counts as never routed. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Connectors connectors;
    private final ConnectorStates states;
    private final Pauses pauses;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final MeterRegistry meters;
    private final Map<String, Set<Alarm>> raised = new ConcurrentHashMap<>();

    RaiseAlarms(Connectors connectors, ConnectorStates states, Pauses pauses, AuditTrail audit, JdbcClient jdbc, MeterRegistry meters) {
        this.connectors = connectors;
        this.states = states;
        this.pauses = pauses;
        this.audit = audit;
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** What is wrong with a connector now, possibly nothing. */
    Set<Alarm> of(String connector) {
        return raised.getOrDefault(connector, Set.of());
    }

    @Scheduled(initialDelayString = "${serai.connector.alarm-period:15s}", fixedDelayString = "${serai.connector.alarm-period:15s}")
    void look() {
        Map<String, Integer> stuck = stuck();
        for (Connector connector : connectors.all()) {
            String name = connector.name();
            Set<Alarm> before = raised.computeIfAbsent(name, this::watch);
            Set<Alarm> now = alarms(connector, stuck.getOrDefault(name, 0));
            for (Alarm alarm : Alarm.values()) {
                if (now.contains(alarm) != before.contains(alarm)) {
                    tell(name, alarm, now.contains(alarm));
                }
            }
            raised.put(name, now);
        }
    }

    private Set<Alarm> alarms(Connector connector, int stuck) {
        ConnectorState.View view = states.of(connector.name()).view();
        Set<Alarm> alarms = EnumSet.noneOf(Alarm.class);
        if (pauses.find(connector.name()).isEmpty()) {
            add(alarms, Alarm.SYNC_FAILED, view.failedOften());
            add(alarms, Alarm.SILENT, view.silent());
        }
        add(alarms, Alarm.SENDERS_REFUSED, view.refusedSenders() > 0);
        add(alarms, Alarm.RATE_LIMIT_NEAR, view.rate() != null && view.rate().near());
        add(alarms, Alarm.NOT_ROUTED, stuck > 0);
        return alarms;
    }

    private static void add(Set<Alarm> alarms, Alarm alarm, boolean wrong) {
        if (wrong) {
            alarms.add(alarm);
        }
    }

    private void tell(String connector, Alarm alarm, boolean wrong) {
        if (wrong) {
            LOG.warn("ALARM connector {}: {}", connector, alarm.words());
        } else {
            LOG.info("connector {}: over is the alarm that {}", connector, alarm.words());
        }
        audit.record(AuditEntry.byHub(wrong ? "alarm-raised" : "alarm-over", null, Map.of("connector", connector, "alarm", name(alarm))));
    }

    private Set<Alarm> watch(String connector) {
        for (Alarm alarm : Alarm.values()) {
            Gauge.builder("serai.connector.alarm", () -> of(connector).contains(alarm) ? 1 : 0).tag("connector", connector).tag("alarm", name(alarm))
                .description("1 while the connector is in this trouble").register(meters);
        }
        return Set.of();
    }

    static String name(Alarm alarm) {
        return alarm.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
