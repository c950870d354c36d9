package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.simulator.Capability;
import io.serai.simulator.ConnectedSystem;
import io.serai.simulator.Happening;
import io.serai.simulator.Report;
import io.serai.simulator.Webhook;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketArrival;
import io.serai.ticket.TicketReceipt;
import io.serai.ticket.TicketReceipt.Outcome;
import io.serai.ticket.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** TRUST R11: 10,000 random orders of webhooks, shared out among the vendors that send any, from the kamelet to the stored ticket. */
class RandomOrdersTest extends ContractSuite {

    private static final int ORDERS = 10_000;
    /** Orders whose updates are stored together. */
    private static final int TOGETHER = 50;
    private static final long SEED = 31;
    private static final String EVENT = "01900000-0000-7000-8000-000000000001";

    @Autowired
    NormalizerOf normalizerOf;

    @ParameterizedTest
    @MethodSource("vendors")
    void allOrdersEndAsTheRightOneDoesAndALateTriggerReopensNothing(ConnectedSystem vendor) {
        with(vendor, Capability.HOOK, Capability.HOOK_TIMES);
        int share = ORDERS / (int) vendors().filter(one -> one.getPayload().can(Capability.HOOK_TIMES)).count() / 2 + 1;
        for (Duration step : List.of(Duration.ofSeconds(10), Duration.ZERO)) {
            List<Ticket> life = life(vendor, step);
            Ticket resolved = life.get(3);
            String right = comparable(accept(List.of(life)).get(0).get(life.size() - 1).ticket());
            assertThat(right).contains("RESOLVED");
            Random random = new Random(SEED);
            for (int done = 0; done < share; done += TOGETHER) {
                List<List<Ticket>> orders = new ArrayList<>();
                for (int i = 0; i < TOGETHER; i++) {
                    List<Ticket> order = new ArrayList<>(renamed(life, vendor.name() + step + "-" + done + "-" + i));
                    Collections.shuffle(order, random);
                    order.add(order.get(random.nextInt(order.size())));
                    orders.add(order);
                }
                accept(orders).forEach(receipts -> {
                    assertThat(comparable(receipts.get(receipts.size() - 1).ticket())).isEqualTo(right);
                    assertThat(receipts).filteredOn(receipt -> receipt.outcome() == Outcome.REOPENED)
                        .allMatch(receipt -> receipt.ticket().updatedAt().isAfter(resolved.updatedAt()) || version(receipt.ticket()) > version(resolved));
                });
            }
        }
    }

    /** Opened, taken on, changed, resolved, opened again, resolved: what the connector's kamelet makes of each. */
    private List<Ticket> life(ConnectedSystem vendor, Duration step) {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
        Happening[] life = {Happening.OPENED, Happening.TAKEN_ON, Happening.CHANGED, Happening.RESOLVED, Happening.OPENED_AGAIN, Happening.RESOLVED};
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < life.length; i++) {
            Instant at = start.plus(step.multipliedBy(i));
            Webhook webhook = vendor.webhook(life[i], "4711", Report.of(i < 2 ? "It is slow" : "It is slow and gets worse"),
                i < 4 ? start : start.plus(step.multipliedBy(4)), at, i + 1);
            RawEvent event = new RawEvent(EVENT, "default", vendor.name(), "k", true, "application/json", Map.of(), webhook.bytes(), Instant.now());
            tickets.addAll(new ReadTickets().read(template.requestBody(normalizerOf.normalizer(event), event, String.class),
                connectors.find(vendor.name()).orElseThrow(), event.receivedAt()));
        }
        assertThat(tickets).hasSize(life.length).extracting(Ticket::status).contains(TicketStatus.OPEN, TicketStatus.RESOLVED);
        return renamed(tickets, vendor.name() + step);
    }

    private static List<Ticket> renamed(List<Ticket> tickets, String id) {
        return tickets.stream().map(ticket -> new Ticket(null, ticket.tenant(), new Ticket.Source(ticket.source().system(), ticket.source().connector(), id, null),
            ticket.kind(), ticket.title(), ticket.description(), ticket.category(), ticket.priority(), ticket.status(), ticket.requester(), ticket.assignee(),
            ticket.affectedSystem(), ticket.businessImpact(), ticket.stepsTaken(), ticket.errorMessages(), ticket.labels(), ticket.createdAt(), ticket.updatedAt(),
            ticket.slaDueAt(), ticket.autoRemediation())).toList();
    }

    /** Stores the orders next to one another: the first update of each, the second of each, … in two transactions; the receipts by order. */
    @SuppressWarnings("unchecked")
    private List<List<TicketReceipt>> accept(List<List<Ticket>> orders) {
        List<List<TicketReceipt>> receipts = new ArrayList<>();
        orders.forEach(order -> receipts.add(new ArrayList<>()));
        int updates = orders.get(0).size();
        for (int half = 0; half < 2; half++) {
            List<TicketArrival> arrivals = new ArrayList<>();
            int first = half * updates / 2;
            int last = half == 0 ? updates / 2 : updates;
            for (int i = first; i < last; i++) {
                for (List<Ticket> order : orders) {
                    arrivals.add(new TicketArrival(order.get(i), EVENT));
                }
            }
            List<TicketReceipt> stored = template.requestBody("direct:ticket-accept-tickets", arrivals, List.class);
            for (int i = 0; i < stored.size(); i++) {
                receipts.get(i % orders.size()).add(stored.get(i));
            }
        }
        return receipts;
    }

    /** The source's own count of changes, 0 if it has none. */
    private static int version(Ticket ticket) {
        return ticket.label("sourceVersion").map(Integer::parseInt).orElse(0);
    }

    private static String comparable(Ticket ticket) {
        return ticket.withId(null).toString().replace(ticket.source().externalId(), "ID");
    }
}
