package io.serai.remediation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.serai.analysis.Analysis;
import io.serai.decision.Decision;
import io.serai.decision.Path;
import io.serai.remediation.Execution.State;
import io.serai.ticket.Ticket;
import io.serai.ticket.TimeOrderedId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Turns a decision into an execution, once: allowed, waiting for a person, or turned down. */
@Component("requestAction")
class RequestAction {

    /** Stored in place of parameters that did not pass: they may hold what no database takes, and nobody needs them. */
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final ExecutionStore store;
    private final ApprovalStore approvals;
    private final Admission admission;
    private final RemediationProperties properties;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;

    RequestAction(ExecutionStore store, ApprovalStore approvals, Admission admission, RemediationProperties properties,
                  TransactionTemplate transaction, JdbcClient jdbc, Clock clock) {
        this.store = store;
        this.approvals = approvals;
        this.admission = admission;
        this.properties = properties;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Stores the execution that a decision asks for; asked again for the same decision, returns the same execution as it stands then.
     *
     * @param decision its path is {@code REMEDIATE} or {@code ASK_APPROVAL}
     * @throws NoActionProposedException if its analysis proposes no action
     */
    public Execution request(Decision decision) {
        if (decision.analysis().proposal() == null) {
            throw new NoActionProposedException(decision.id());
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            // decisions about one ticket are looked at one after the other
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 601))").param(decision.analysis().ticket().id()).query().listOfRows();
            List<Execution> all = store.ofTicket(decision.analysis().ticket().id());
            return all.stream().filter(execution -> execution.decisionId().equals(decision.id())).findFirst().orElseGet(() -> add(decision, all));
        }));
    }

    private Execution add(Decision decision, List<Execution> earlier) {
        Analysis.Proposal proposal = decision.analysis().proposal();
        Ticket ticket = decision.analysis().ticket();
        Optional<String> refusal = admission.refusal(proposal.action(), proposal.parameters())
            .or(() -> earlier.stream().filter(e -> isSame(e, proposal) && isUnderWay(e)).findFirst()
                .map(e -> "the same action is under way for this ticket already (execution " + e.id() + ")"));
        if (refusal.isPresent()) {
            return insert(decision, NOTHING, State.REJECTED, "not called: " + refusal.get());
        }
        earlier.stream().filter(e -> e.state() == State.WAITING_APPROVAL).forEach(e -> supersede(e, decision));
        Optional<String> person = decision.path() == Path.REMEDIATE
            ? admission.needsPerson(proposal.action(), ticket).or(() -> repetition(earlier, proposal))
            : Optional.of(decision.reasons().get(decision.reasons().size() - 1));
        return person.map(why -> insert(decision, proposal.parameters(), State.WAITING_APPROVAL, "waits for a person: " + why))
            .orElseGet(() -> insert(decision, proposal.parameters(), State.APPROVED, null));
    }

    private Optional<String> repetition(List<Execution> earlier, Analysis.Proposal proposal) {
        Instant since = clock.instant().minus(properties.repeatAfter());
        return earlier.stream().filter(e -> e.action().equals(proposal.action()))
            .filter(e -> e.state() == State.UNKNOWN || e.startedAt() != null && e.finishedAt() != null && e.finishedAt().isAfter(since))
            .reduce((first, second) -> second)
            .map(e -> e.state() == State.UNKNOWN ? "whether an earlier call of the action took effect is unclear (execution " + e.id() + ")"
                : "the action was called for this ticket less than " + properties.repeatAfter().toMinutes() + " minutes ago (execution " + e.id() + ")");
    }

    private void supersede(Execution earlier, Decision decision) {
        store.find(earlier.id()).ifPresent(standing -> {
            if (approvals.decide(earlier.id(), Verdict.REJECT, "hub", "a newer decision took its place")) {
                store.change(standing, Change.to(State.REJECTED, "decision " + decision.id() + " took its place"));
                store.markReported(earlier.id());
            }
        });
    }

    private Execution insert(Decision decision, JsonNode parameters, State state, String detail) {
        Analysis.Proposal proposal = decision.analysis().proposal();
        Instant now = clock.instant();
        Execution execution = new Execution(TimeOrderedId.at(now), decision.id(), decision.analysis().ticket().id(), proposal.action(),
            parameters, state, detail, now, null, state.isFinal() ? now : null);
        if (!store.add(execution, decision.analysis(), decision.path() == Path.REMEDIATE && state == State.APPROVED)) {
            return store.ofDecision(decision.id()).map(Standing::execution).orElseThrow();
        }
        if (state == State.WAITING_APPROVAL) {
            approvals.add(execution, decision);
        }
        return execution;
    }

    private static boolean isSame(Execution execution, Analysis.Proposal proposal) {
        return execution.action().equals(proposal.action()) && execution.parameters().equals(proposal.parameters());
    }

    private static boolean isUnderWay(Execution execution) {
        return execution.state() == State.APPROVED || execution.state() == State.STARTED;
    }
}
