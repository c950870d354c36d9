package io.serai.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.serai.api.Page;
import io.serai.api.PageRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.ProducerTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of tickets. */
@RestController
@RequestMapping("/api/v1/tickets")
class TicketController {

    private final TicketStore store;
    private final List<HistoryPart> parts;
    private final ProducerTemplate routes;
    private final Clock clock;

    TicketController(TicketStore store, List<HistoryPart> parts, ProducerTemplate routes, Clock clock) {
        this.store = store;
        this.parts = parts;
        this.routes = routes;
        this.clock = clock;
    }

    /** A ticket with all that happened to it. */
    record WithHistory(@JsonUnwrapped Ticket ticket, Map<String, List<?>> history) {
    }

    /** What a person may say about a ticket filed by hand; what is not here cannot be set from outside. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Filed(String tenant, String externalId, Kind kind, String title, String description, Category category, Priority priority,
                 Ticket.Requester requester, String assignee, String affectedSystem, String businessImpact, String stepsTaken,
                 String errorMessages, Map<String, String> labels, Instant slaDueAt, boolean autoRemediation) {
    }

    @GetMapping
    Page<Ticket> list(PageRequest page, @RequestParam Optional<String> status, @RequestParam Optional<String> priority) {
        List<Ticket> found = store.list(page.limit(), page.afterId().map(Object::toString), status.map(text -> known(() -> TicketStatus.of(text))),
            priority.map(text -> known(() -> Priority.of(text))));
        return Page.of(found, page, Ticket::id);
    }

    @GetMapping("/{id}")
    WithHistory get(@PathVariable String id) {
        Ticket ticket = store.find(id)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no ticket with this id."));
        Map<String, List<?>> history = new LinkedHashMap<>();
        parts.forEach(part -> history.put(part.name(), part.of(ticket.id())));
        return new WithHistory(ticket, history);
    }

    @PostMapping
    ResponseEntity<Ticket> file(@RequestBody Filed filed) {
        Instant now = clock.instant();
        String id = TimeOrderedId.at(now);
        Ticket ticket = known(() -> new Ticket(id, filed.tenant() == null ? "default" : filed.tenant(),
            new Ticket.Source(Ticket.BY_HAND, Ticket.BY_HAND, filed.externalId() == null ? id : filed.externalId(), null),
            filed.kind(), filed.title(), filed.description(), filed.category(), filed.priority() == null ? Priority.MEDIUM : filed.priority(),
            TicketStatus.OPEN, filed.requester(), filed.assignee(), filed.affectedSystem(), filed.businessImpact(), filed.stepsTaken(),
            filed.errorMessages(), filed.labels(), now, now, filed.slaDueAt(), filed.autoRemediation()));
        List<?> receipts = routes.requestBody("direct:ticket-accept-tickets", List.of(new TicketArrival(ticket, id)), List.class);
        Ticket stored = ((TicketReceipt) receipts.get(0)).ticket();
        return ResponseEntity.created(URI.create("/api/v1/tickets/" + stored.id())).body(stored);
    }

    private static <T> T known(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidTicketException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
    }
}
