package io.serai.ticket;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.ticket.TicketReceipt.Outcome;
import java.time.Clock;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores a ticket that came in, unless what is stored is newer. */
@Component("upsertTicket")
class UpsertTicket {

    private final TicketStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final MeterRegistry meters;

    UpsertTicket(TicketStore store, TransactionTemplate transaction, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Stores by (tenant, connector, external id). The order of arrival does not matter: see {@link Version}. Joins the caller's
     * transaction, so that what should follow is queued if, and only if, this is stored.
     *
     * @param ticket without an id, or with one that is taken if the ticket is new
     */
    public TicketReceipt upsert(Ticket ticket) {
        TicketReceipt receipt = transaction.execute(status -> store(ticket));
        meters.counter("serai.tickets", "outcome", receipt.outcome().name().toLowerCase(Locale.ROOT)).increment();
        return receipt;
    }

    private TicketReceipt store(Ticket ticket) {
        Ticket fresh = ticket.id() == null ? ticket.withId(TimeOrderedId.at(clock.instant())) : ticket;
        if (store.insert(fresh)) {
            return new TicketReceipt(fresh, fresh.status().isFinal() ? Outcome.CLOSED : Outcome.CREATED);
        }
        Ticket stored = store.lock(fresh);
        TicketReceipt receipt = merge(stored, fresh);
        if (!receipt.ticket().equals(stored)) {
            store.update(receipt.ticket(), receipt.outcome());
        }
        return receipt;
    }

    /**
     * What a ticket becomes by an update: the newer of the two as a whole, opened at the earlier of both times. Associative and
     * commutative in the ticket that results, so that all orders of arrival end alike.
     */
    static TicketReceipt merge(Ticket stored, Ticket fresh) {
        Ticket old = fresh.createdAt().isBefore(stored.createdAt()) ? stored.withCreatedAt(fresh.createdAt()) : stored;
        Version version = Version.of(fresh);
        Version before = Version.of(stored);
        if (version.compareTo(before) <= 0) {
            return new TicketReceipt(old, Outcome.STALE);
        }
        Ticket now = fresh.withId(stored.id()).withCreatedAt(old.createdAt());
        return new TicketReceipt(now, outcome(stored, now, version.fingerprint().equals(before.fingerprint())));
    }

    private static Outcome outcome(Ticket old, Ticket now, boolean sameContent) {
        if (now.status().isFinal()) {
            return old.status().isFinal() ? Outcome.UNCHANGED : Outcome.CLOSED;
        }
        if (old.status().isFinal()) {
            return Outcome.REOPENED;
        }
        return sameContent || now.label(Ticket.OWN_UPDATE).isPresent() ? Outcome.UNCHANGED : Outcome.CHANGED;
    }
}
