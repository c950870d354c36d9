package io.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A vendor's system of tickets or alerts. */
public abstract class SimulatedVendor extends SimulatedSystem implements ConnectedSystem {

    /** What holds for all that are polled over HTTP. */
    private static final Set<Capability> BY_HTTP = EnumSet.of(Capability.LIST, Capability.TIMES, Capability.STATES, Capability.NETWORK, Capability.CREDENTIALS,
        Capability.PERMISSIONS, Capability.RATE);
    private static final Set<Fault> ANSWERS = EnumSet.complementOf(EnumSet.of(Fault.TOO_MANY_CALLS, Fault.ANSWER_LOST, Fault.ANSWER_LATE));

    protected SimulatedVendor(Clock clock) {
        super(clock);
    }

    /** @param tokenLife how long a token of this system is good */
    protected SimulatedVendor(Clock clock, Duration tokenLife) {
        super(clock, tokenLife);
    }

    /** What this one can do beside what all can that speak HTTP. */
    public abstract Set<Capability> capabilities();

    @Override
    public void change(String id, Instant at) {
        status(id, "In Progress", at);
    }

    @Override
    public void resolve(String id, Instant at) {
        status(id, "Resolved", at);
    }

    /** The status becomes this; for systems whose records have one that is a word. */
    protected void status(String id, String status, Instant at) {
        throw new UnsupportedOperationException(connector() + " keeps no such status");
    }

    /** A webhook with the header that the connector's file takes for proof. */
    protected Webhook webhook(JsonNode body) {
        return new Webhook(Map.of("Content-Type", "application/json", "X-Serai-Secret", secret()), body.toString());
    }

    /** True if the call writes a note or sets a status. */
    public abstract boolean writes(Call call);

    /** True if this call fetches records. */
    public abstract boolean fetches(Call call);

    /** True if this call asks what people said on a record, and nothing else. */
    public boolean asksForComments(Call call) {
        return false;
    }

    @Override
    public boolean can(Capability capability) {
        return BY_HTTP.contains(capability) || capabilities().contains(capability);
    }

    @Override
    public Set<Fault> readingFaults() {
        return ANSWERS;
    }

    @Override
    public void failReading(Fault fault) {
        // a log-in counts as a call, too
        faults().only(fault == Fault.TOO_MANY_CALLS ? call -> true : this::fetches).always(fault);
    }

    @Override
    public void failWriting(Fault fault) {
        faults().only(this::writes).next(1, fault);
    }

    @Override
    public void failSome(int n) {
        faults().every(n);
    }

    @Override
    public void betweenPages(Runnable happening) {
        after(this::fetches, happening);
    }

    @Override
    public void calm() {
        faults().calm();
        revoke(false);
        forbid(call -> false);
        skew(Duration.ZERO);
        after(call -> false, () -> { });
    }

    @Override
    public List<String> addresses() {
        return calls().stream().map(call -> call.query() == null ? call.path() : call.path() + "?" + call.query()).toList();
    }
}
