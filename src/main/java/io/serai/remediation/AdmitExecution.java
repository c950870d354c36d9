package io.serai.remediation;

import io.serai.action.Action;
import io.serai.action.Actions;
import io.serai.remediation.Attempt.Step;
import io.serai.remediation.Execution.State;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import io.serai.work.Postponed;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks how a queued execution stands now, checks again whether it may be called, and says what is done next. */
@Component("admitExecution")
class AdmitExecution {

    /** Added to a call's timeout before an execution found in the middle of a call counts as abandoned. */
    static final Duration ABANDONED = Duration.ofSeconds(5);

    private final ExecutionStore store;
    private final Tickets tickets;
    private final Actions actions;
    private final Admission admission;
    private final JudgeUnclear judge;
    private final RemediationProperties properties;

    AdmitExecution(ExecutionStore store, Tickets tickets, Actions actions, Admission admission, JudgeUnclear judge, RemediationProperties properties) {
        this.store = store;
        this.tickets = tickets;
        this.actions = actions;
        this.admission = admission;
        this.judge = judge;
        this.properties = properties;
    }

    /**
     * Says what is done next about an execution.
     *
     * @param queued as it was when it was queued; how it stands now counts
     * @throws UnknownExecutionException if it is not stored
     * @throws Postponed                 if nothing can be done yet
     */
    public Attempt admit(Execution queued) {
        Standing standing = store.find(queued.id()).orElseThrow(() -> new UnknownExecutionException(queued.id()));
        return switch (standing.execution().state()) {
            case WAITING_APPROVAL -> new Attempt(standing, null, Step.NOTHING);
            case APPROVED -> allowed(standing);
            case STARTED -> resumed(standing);
            default -> new Attempt(standing, null, standing.reported() ? Step.NOTHING : Step.REPORT);
        };
    }

    private Attempt allowed(Standing standing) {
        Execution execution = standing.execution();
        if (standing.allowed().compareTo(properties.approvedFor()) > 0) {
            return Attempt.report(store.change(standing, Change.to(State.FAILED,
                "it could not be called within " + properties.approvedFor().toMinutes() + " minutes after it was allowed; nothing was done")));
        }
        Optional<String> refusal = ticketRefusal(standing).or(() -> admission.refusal(execution.action(), execution.parameters()));
        if (refusal.isPresent()) {
            return Attempt.report(store.change(standing, Change.to(State.REJECTED, "not called: " + refusal.get())));
        }
        if (!properties.enabled()) {
            throw new Postponed(properties.hold(), "remediation is switched off (serai.remediation.enabled)");
        }
        return new Attempt(standing, actions.find(execution.action()).orElseThrow(), Step.CALL);
    }

    private Optional<String> ticketRefusal(Standing standing) {
        Optional<Ticket> ticket = tickets.find(standing.execution().ticketId());
        if (ticket.isEmpty()) {
            return Optional.of("the ticket is not stored");
        }
        if (ticket.get().status().isFinal()) {
            return Optional.of("the ticket is " + ticket.get().status().json() + " meanwhile");
        }
        return standing.automatic() ? admission.needsPerson(standing.execution().action(), ticket.get()).map(why -> why + ", so a person must decide")
            : Optional.empty();
    }

    private Attempt resumed(Standing standing) {
        Optional<Action> action = actions.find(standing.execution().action());
        if (action.isEmpty()) {
            return Attempt.report(store.change(standing, Change.to(State.UNKNOWN,
                "it was " + words(standing.phase()) + " when the action was taken out of the catalogue; please look whether it took effect")));
        }
        return switch (standing.phase()) {
            case CALLING -> {
                waitForAbandonedCall(standing, action.get().execute().timeout());
                yield judge.call(new Attempt(standing, action.get(), Step.CALL), "the hub stopped during the call");
            }
            case PROBING -> new Attempt(standing, action.get(), Step.PROBE);
            case VERIFYING -> new Attempt(standing, action.get(), Step.VERIFY);
            case UNDO_DUE -> new Attempt(standing, action.get(), Step.UNDO);
            case UNDOING -> {
                waitForAbandonedCall(standing, action.get().execute().timeout());
                yield judge.undo(new Attempt(standing, action.get(), Step.UNDO), "the hub stopped during the roll back", false);
            }
        };
    }

    /** The call may still be under way in a process that lost its lease. */
    private void waitForAbandonedCall(Standing standing, Duration timeout) {
        Duration over = timeout.plus(properties.sendWithin()).plus(ABANDONED);
        if (standing.inPhase().compareTo(over) < 0) {
            throw new Postponed(over.minus(standing.inPhase()), "a call that was begun may still be under way");
        }
    }

    private static String words(Phase phase) {
        return switch (phase) {
            case CALLING -> "being called";
            case PROBING -> "being looked for";
            case VERIFYING -> "being verified";
            case UNDO_DUE, UNDOING -> "being rolled back";
        };
    }
}
