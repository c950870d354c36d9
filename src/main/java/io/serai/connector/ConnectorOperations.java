package io.serai.connector;

import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What an operator can do to a connector that is on. Each deed stands in the audit trail. */
@RestController
@RequestMapping("/api/v1/connectors")
class ConnectorOperations {

    private static final int REASON = 500;

    private final Connectors connectors;
    private final ConnectorStates states;
    private final Pauses pauses;
    private final PollWatchStore watches;
    private final SyncNow syncNow;
    private final TestConnector test;
    private final AuditTrail audit;

    ConnectorOperations(Connectors connectors, ConnectorStates states, Pauses pauses, PollWatchStore watches, SyncNow syncNow, TestConnector test,
                        AuditTrail audit) {
        this.connectors = connectors;
        this.states = states;
        this.pauses = pauses;
        this.watches = watches;
        this.syncNow = syncNow;
        this.test = test;
        this.audit = audit;
    }

    /** @param reason at most 500 characters, or absent */
    record Asked(String reason) {
    }

    /** From now on the connector neither polls nor writes; webhooks are taken in as before, and notes wait. */
    @PostMapping("/{name}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void pause(@PathVariable("name") String name, @RequestBody(required = false) Asked asked, Principal user) {
        Connector connector = find(name);
        String reason = asked == null ? null : asked.reason();
        if (reason != null && reason.length() > REASON) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "reason: at most " + REASON + " characters");
        }
        if (!pauses.add(connector.name(), user.getName(), reason)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The connector is paused already.");
        }
        record("connector-paused", connector, user, reason);
    }

    @PostMapping("/{name}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void resume(@PathVariable("name") String name, Principal user) {
        Connector connector = find(name);
        if (!pauses.remove(connector.name())) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The connector is not paused.");
        }
        watches.resumed(connector.name());
        record("connector-resumed", connector, user, null);
    }

    /** Polls now. How it went stands in the connector's state. */
    @PostMapping("/{name}/sync")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void sync(@PathVariable("name") String name, Principal user) {
        Connector connector = find(name);
        if (connector.streams().poll() == null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The connector does not poll: its system sends by itself.");
        }
        if (pauses.find(name).isPresent()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The connector is paused. Resume it first.");
        }
        Instant next = states.of(name).view().nextCallAt();
        if (next != null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The system takes no calls before " + next + ": its rate limit is used up.");
        }
        record("connector-synced", connector, user, null);
        if (!syncNow.sync(connector)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The connector's poll does not run in this process.");
        }
    }

    /** Asks the system whether credentials and permissions are right. Nothing is changed there. */
    @PostMapping("/{name}/test")
    TestConnector.Verdict test(@PathVariable("name") String name, Principal user) {
        Connector connector = find(name);
        if (!test.knows(connector)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The connector's file has no 'check': its system sends by itself, or cannot be asked.");
        }
        record("connector-tested", connector, user, null);
        return test.test(connector);
    }

    private Connector find(String name) {
        return connectors.find(name)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no connector of this name that is on."));
    }

    private void record(String what, Connector connector, Principal user, String reason) {
        Map<String, String> details = new TreeMap<>(Map.of("connector", connector.name()));
        if (reason != null) {
            details.put("reason", reason);
        }
        audit.record(new AuditEntry(user.getName(), what, null, details));
    }
}
