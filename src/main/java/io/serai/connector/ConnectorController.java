package io.serai.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.api.Page;
import io.serai.api.PageRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Tells what is connected, what is off and why, and how the calls go. */
@RestController
@RequestMapping("/api/v1/connectors")
class ConnectorController {

    private final ConnectorFiles files;
    private final ConnectorStates states;
    private final Pauses pauses;
    private final RaiseAlarms alarms;
    private final CursorStore cursors;
    private final Clock clock;

    ConnectorController(ConnectorFiles files, ConnectorStates states, Pauses pauses, RaiseAlarms alarms, CursorStore cursors,
                        Clock clock) {
        this.files = files;
        this.states = states;
        this.pauses = pauses;
        this.alarms = alarms;
        this.cursors = cursors;
        this.clock = clock;
    }

    /**
     * @param on     true if it works
     * @param reason why it is off or refused, or {@code on}
     * @param state  {@code on}, {@code off}, {@code refused}, {@code paused} or {@code degraded} (its source cannot be reached, or refuses us)
     * @param alarms what is wrong now: {@code sync-failed}, {@code silent}, {@code senders-refused}, {@code not-routed}
     * @param lastSync   when a poll ended last, however it went
     * @param lagSeconds how far the hub is behind the system: since its last good poll, or, while pages are left over, since the last record read
     * @param rate       what is left of the vendor's limit of calls, if it says
     * @param paused by whom, why and since when, if a person has paused it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(String name, String vendor, String tenant, String description, String file, boolean on, String reason, String state, boolean hook,
               boolean poll, boolean feed, boolean events, boolean notes, boolean autoRemediation, Instant lastSync, Instant lastSuccess, Long lagSeconds, Instant lastFailure, String lastError,
               int consecutiveFailures, String breaker, Instant nextCallAt, RateLimits.Rate rate, Pauses.Pause paused, List<String> alarms) {
    }

    @GetMapping
    Page<Row> list(PageRequest request) {
        List<Row> rows = files.files().stream().filter(file -> request.after() == null || file.name().compareTo(request.after()) > 0)
            .limit(request.limit()).map(this::row).toList();
        return Page.of(rows, request, Row::name);
    }

    @GetMapping("/{name}")
    Row one(@PathVariable("name") String name) {
        return files.files().stream().filter(file -> file.name().equals(name)).findFirst().map(this::row)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no file of this name in connector-configs."));
    }

    private Long lag(Connector connector, ConnectorState.View state) {
        if (connector.streams().poll() == null) {
            return null;
        }
        Optional<CursorStore.Cursor> cursor = cursors.find(connector);
        Instant seen = cursor.filter(one -> one.resumeSince() != null).map(CursorStore.Cursor::reached).orElse(state.lastSuccess());
        return seen == null ? null : Math.max(0, Duration.between(seen, clock.instant()).toSeconds());
    }

    private Row row(ConnectorFile file) {
        Optional<Connector> connector = file.connector();
        Streams streams = connector.map(Connector::streams).orElse(Streams.NONE);
        ConnectorState.View state = file.on() ? states.of(file.name()).view() : null;
        Pauses.Pause paused = file.on() ? pauses.find(file.name()).orElse(null) : null;
        String word = !file.faults().isEmpty() ? "refused" : !file.on() ? "off" : paused != null ? "paused" : state.degraded() ? "degraded" : "on";
        return new Row(file.name(), connector.map(Connector::vendor).orElse(null), connector.map(Connector::tenant).orElse(null),
            connector.map(Connector::description).orElse(null), file.origin(), file.on(), file.reason(), word,
            streams.hook() != null, streams.poll() != null, streams.feed() != null, streams.events() != null, streams.writeBack() != null,
            connector.filter(c -> c.tickets().autoRemediation()).isPresent(),
            state == null ? null : state.lastSync(), state == null ? null : state.lastSuccess(), state == null ? null : lag(connector.get(), state),
            state == null ? null : state.lastFailure(), state == null ? null : state.lastError(),
            state == null ? 0 : state.consecutiveFailures(), state == null ? null : state.breaker(), state == null ? null : state.nextCallAt(),
            state == null ? null : state.rate(),
            paused, alarms.of(file.name()).stream().map(Alarm::word).toList());
    }
}
