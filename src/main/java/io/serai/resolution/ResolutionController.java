package io.serai.resolution;

import io.serai.api.IfMatch;
import io.serai.api.Tenant;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.net.URI;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of how tickets were resolved. */
@RestController
@RequestMapping("/api/v1/tickets/{id}/resolution")
class ResolutionController {

    private final ResolutionStore store;
    private final Tickets tickets;

    ResolutionController(ResolutionStore store, Tickets tickets) {
        this.store = store;
        this.tickets = tickets;
    }

    @GetMapping
    ResponseEntity<Resolution> get(@PathVariable("id") String id, Tenant tenant) {
        return tagged(store.find(ticket(id, tenant)).orElseThrow(() ->
            new ResponseStatusException(HttpStatus.NOT_FOUND, "Nobody has confirmed how this ticket was resolved.")));
    }

    /** Confirms how a resolved ticket was resolved; from then on it is found as similar to others. */
    @PostMapping
    ResponseEntity<Resolution> confirm(@PathVariable("id") String id, Tenant tenant, @RequestBody Resolution.Written written, Principal user) {
        Resolution confirmed = store.confirm(resolved(id, tenant, written), written, 0, user.getName()).orElseThrow(() ->
            new ResponseStatusException(HttpStatus.CONFLICT, "It was confirmed before: read it, and change it by PUT."));
        return ResponseEntity.created(URI.create("/api/v1/tickets/" + id + "/resolution")).eTag(IfMatch.tag(confirmed.version())).body(confirmed);
    }

    @PutMapping
    ResponseEntity<Resolution> change(@PathVariable("id") String id, Tenant tenant, IfMatch seen, @RequestBody Resolution.Written written, Principal user) {
        Ticket ticket = resolved(id, tenant, written);
        seen.check(store.find(ticket).map(Resolution::version).orElse(0));
        return tagged(store.confirm(ticket, written, seen.revision(), user.getName()).orElseThrow(() ->
            new ResponseStatusException(HttpStatus.PRECONDITION_FAILED, "It was changed a moment ago: read it again.")));
    }

    private Ticket resolved(String id, Tenant tenant, Resolution.Written written) {
        Ticket ticket = ticket(id, tenant);
        if (!ticket.status().isFinal()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The ticket is " + ticket.status().json() + ": what resolved it can be said once it is resolved.");
        }
        if (written.rootCause() != null && !store.knowsCause(tenant.name(), written.rootCause())) {
            throw new InvalidResolutionException("rootCause", "is none of the known root causes");
        }
        return ticket;
    }

    private Ticket ticket(String id, Tenant tenant) {
        return tickets.find(id).filter(ticket -> ticket.tenant().equals(tenant.name()))
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no ticket with this id."));
    }

    private static ResponseEntity<Resolution> tagged(Resolution resolution) {
        return ResponseEntity.ok().eTag(IfMatch.tag(resolution.version())).body(resolution);
    }
}
