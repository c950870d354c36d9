package io.serai.connector;

import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Finds what a system has and the hub never got, by polling it once more from further back. */
@RestController
@RequestMapping("/api/v1/connectors")
class ConnectorGaps {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FURTHEST = Duration.ofDays(90);

    private final Connectors connectors;
    private final Pauses pauses;
    private final Comparisons comparisons;
    private final SyncNow syncNow;
    private final AuditTrail audit;
    private final Clock clock;

    ConnectorGaps(Connectors connectors, Pauses pauses, Comparisons comparisons, SyncNow syncNow, AuditTrail audit, Clock clock) {
        this.connectors = connectors;
        this.pauses = pauses;
        this.comparisons = comparisons;
        this.syncNow = syncNow;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Compares, and takes in what is missing: those records become events like any other, and change nothing where the hub knows better.
     *
     * @param since a time (RFC 3339), or a duration back from now such as {@code PT24H} or {@code P7D}; at most 90 days
     * @param fetch false to look only
     * @return 200 with the report; 202 while it is under way, to be asked again
     */
    @GetMapping("/{name}/gaps")
    ResponseEntity<Comparison.Report> gaps(@PathVariable("name") String name, @RequestParam(name = "since", defaultValue = "PT24H") String since,
                                           @RequestParam(name = "fetch", defaultValue = "true") boolean fetch, Principal user) throws InterruptedException {
        Connector connector = connectors.find(name)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no connector of this name that is on."));
        if (connector.streams().poll() == null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The connector does not poll, so there is nothing to compare with.");
        }
        if (connector.lookups().knowledge() != null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The connector brings articles: it lists all of them again and again by itself.");
        }
        if (pauses.find(name).isPresent()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The connector is paused. Resume it first.");
        }
        Comparison comparison = comparisons.ask(name, from(since), fetch);
        audit.record(new AuditEntry(user.getName(), "connector-compared", null,
            Map.of("connector", name, "since", comparison.since().toString(), "fetch", Boolean.toString(comparison.fetch()))));
        if (!syncNow.sync(connector)) {
            comparisons.end(name, "the connector's poll does not run in this process");
        }
        try {
            Comparison.Report report = comparison.done().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return ResponseEntity.status(report.error() == null ? HttpStatus.OK : HttpStatus.BAD_GATEWAY).body(report);
        } catch (TimeoutException e) {
            return ResponseEntity.status(HttpStatus.ACCEPTED).body(comparison.report("running", null));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the comparison of connector " + name + " was lost", e);
        }
    }

    private Instant from(String since) {
        Instant now = clock.instant();
        try {
            Instant from = since.startsWith("P") ? now.minus(Duration.parse(since)) : Instant.parse(since);
            if (from.isAfter(now) || from.isBefore(now.minus(FURTHEST))) {
                throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "since: must lie in the past, at most 90 days back");
            }
            return from;
        } catch (DateTimeParseException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "since: must be a time such as 2026-11-25T08:00:00Z, or a duration such as PT24H", e);
        }
    }
}
