package io.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A vendor's system of tickets or alerts. */
public abstract class SimulatedVendor extends SimulatedSystem {

    protected SimulatedVendor(Clock clock) {
        super(clock);
    }

    /** @param tokenLife how long a token of this system is good */
    protected SimulatedVendor(Clock clock, Duration tokenLife) {
        super(clock, tokenLife);
    }

    public abstract Set<Capability> capabilities();

    /** Most records that the shipped kamelet can be told to fetch with one call in a test; the number it fetches if it cannot be told. */
    public int pageSize() {
        return 10;
    }

    /** @return the id under which the hub knows the new record */
    public abstract String open(Report report, Instant at);

    /** Somebody takes it on: its status changes, not to its end. */
    public void change(String id, Instant at) {
        status(id, "In Progress", at);
    }

    /** It is resolved, or over. */
    public void resolve(String id, Instant at) {
        status(id, "Resolved", at);
    }

    /** The status becomes this; for systems whose records have one that is a word. */
    protected void status(String id, String status, Instant at) {
        throw new UnsupportedOperationException(connector() + " keeps no such status");
    }

    /** Notes on a record as people there read them, oldest first; those of all records if the system keeps them apart from records. */
    public abstract List<String> notes(String id);

    /** The status in the vendor's own word. */
    public abstract String status(String id);

    /** What the vendor sends when this happens to a record that it does not keep; {@code revision} counts what happened to it. */
    public Webhook webhook(Happening what, String id, Report report, Instant openedAt, Instant at, int revision) {
        throw new UnsupportedOperationException(connector() + " sends no webhooks");
    }

    /** A webhook with the header that the connector's file takes for proof. */
    protected Webhook webhook(JsonNode body) {
        return new Webhook(Map.of("Content-Type", "application/json", "X-Serai-Secret", secret()), body.toString());
    }

    /** True if the call writes a note or sets a status. */
    public abstract boolean writes(Call call);

    public String open(Report report) {
        return open(report, now());
    }

    public boolean can(Capability capability) {
        return capabilities().contains(capability);
    }

    /** True if this call fetches records. */
    public abstract boolean fetches(Call call);
}
