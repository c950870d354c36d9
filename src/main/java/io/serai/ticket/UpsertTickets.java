package io.serai.ticket;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.ticket.StatusWatch.StatusChange;
import io.serai.ticket.TicketReceipt.Outcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores tickets that came in, each unless what is stored is newer; as many as there are in three statements. */
@Component("upsertTickets")
class UpsertTickets {

    private final TicketStore store;
    private final TransactionTemplate transaction;
    private final List<CommentWatch> watches;
    private final Clock clock;
    private final MeterRegistry meters;

    UpsertTickets(TicketStore store, TransactionTemplate transaction, List<CommentWatch> watches, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.watches = List.copyOf(watches);
        this.transaction = transaction;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Stores by (tenant, connector, external id). The order of arrival does not matter: see {@link Version}. Joins the caller's
     * transaction, so that what should follow is queued if, and only if, this is stored.
     *
     * @return what became of each, in the same order
     */
    public List<TicketReceipt> upsert(List<TicketArrival> arrivals) {
        return transaction.execute(status -> {
            List<TicketReceipt> receipts = store(arrivals);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    receipts.forEach(receipt -> count(receipt.outcome()));
                }
            });
            return receipts;
        });
    }

    private void count(Outcome outcome) {
        meters.counter("serai.tickets", "outcome", outcome.name().toLowerCase(Locale.ROOT)).increment();
    }

    private List<TicketReceipt> store(List<TicketArrival> arrivals) {
        List<Ticket> fresh = arrivals.stream().map(TicketArrival::ticket)
            .map(ticket -> ticket.id() == null ? ticket.withId(TimeOrderedId.at(clock.instant())) : ticket).toList();
        Map<TicketStore.Key, Ticket> first = new LinkedHashMap<>();
        fresh.forEach(ticket -> first.putIfAbsent(TicketStore.Key.of(ticket), ticket));
        Set<String> inserted = store.insert(first.values());
        Map<TicketStore.Key, Ticket> known = new LinkedHashMap<>();
        List<TicketStore.Key> conflicts = new ArrayList<>();
        first.forEach((key, ticket) -> {
            if (inserted.contains(ticket.id())) {
                known.put(key, ticket);
            } else {
                conflicts.add(key);
            }
        });
        Map<TicketStore.Key, TicketStatus> before = new HashMap<>();
        store.lock(conflicts).forEach((key, ticket) -> {
            known.put(key, ticket);
            before.put(key, ticket.status());
        });
        Map<String, TicketStore.Changed> changed = new LinkedHashMap<>();
        List<Ticket> commented = new ArrayList<>();
        List<TicketReceipt> receipts = new ArrayList<>(arrivals.size());
        for (int i = 0; i < fresh.size(); i++) {
            Ticket ticket = fresh.get(i);
            TicketStore.Key key = TicketStore.Key.of(ticket);
            Ticket stored = known.get(key);
            TicketReceipt receipt = stored == ticket ? new TicketReceipt(ticket, ticket.status().isFinal() ? Outcome.CLOSED : Outcome.CREATED,
                arrivals.get(i).correlation()) : merge(stored, ticket, arrivals.get(i).correlation());
            if (hasNewComment(stored, receipt)) {
                commented.add(receipt.ticket());
            }
            if (!receipt.ticket().equals(stored)) {
                known.put(key, receipt.ticket());
                int reopened = receipt.outcome() == Outcome.REOPENED ? 1 : 0;
                changed.merge(receipt.ticket().id(), new TicketStore.Changed(receipt.ticket(), reopened),
                    (old, now) -> new TicketStore.Changed(now.ticket(), old.reopened() + now.reopened()));
            }
            receipts.add(receipt);
        }
        store.update(changed.values());
        store.tell(known.entrySet().stream().map(entry -> new StatusChange(entry.getValue(), before.get(entry.getKey()))).toList());
        if (!commented.isEmpty()) {
            watches.forEach(watch -> watch.commented(commented));
        }
        return receipts;
    }

    private static boolean hasNewComment(Ticket stored, TicketReceipt receipt) {
        Ticket now = receipt.ticket();
        return now != stored && receipt.outcome() != Outcome.STALE && !now.status().isFinal() && now.label(Ticket.OWN_UPDATE).isEmpty()
            && now.label(Ticket.COMMENT).isPresent() && now.label(Ticket.COMMENT_ID).isPresent()
            && !now.label(Ticket.COMMENT_ID).equals(stored.label(Ticket.COMMENT_ID));
    }

    /**
     * What a ticket becomes by an update: the newer of the two as a whole, opened at the earlier of both times. Associative and
     * commutative in the ticket that results, so that all orders of arrival end alike.
     */
    static TicketReceipt merge(Ticket stored, Ticket fresh, String correlation) {
        Ticket old = fresh.createdAt().isBefore(stored.createdAt()) ? stored.withCreatedAt(fresh.createdAt()) : stored;
        Version version = Version.of(fresh);
        Version before = Version.of(stored);
        if (version.compareTo(before) <= 0) {
            return new TicketReceipt(old, Outcome.STALE, correlation);
        }
        Ticket now = fresh.withId(stored.id()).withCreatedAt(old.createdAt());
        return new TicketReceipt(now, outcome(stored, now, version.fingerprint().equals(before.fingerprint())), correlation);
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
