package io.serai.linking;

import io.serai.api.Page;
import io.serai.api.PageRequest;
import io.serai.api.Tenant;
import io.serai.linking.Link.State;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.net.URI;
import java.security.Principal;
import java.util.Arrays;
import java.util.UUID;
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

/** The API of links between tickets and pages. */
@RestController
@RequestMapping("/api/v1")
class LinkController {

    private final LinkStore store;
    private final Tickets tickets;
    private final JudgeLink judge;

    LinkController(LinkStore store, Tickets tickets, JudgeLink judge) {
        this.store = store;
        this.tickets = tickets;
        this.judge = judge;
    }

    /**
     * A verdict.
     *
     * @param verdict {@code confirm} or {@code reject}
     * @param version of the link that the person has seen
     */
    record Said(String verdict, Integer version) {
    }

    /** @param page name of the page, as {@code id} in a search's answer */
    record Chosen(String page) {
    }

    /** The likeliest first, what was rejected last; at most 100. */
    @GetMapping("/tickets/{id}/links")
    Page<Link> ofTicket(@PathVariable("id") String id, Tenant tenant) {
        return new Page<>(store.of(ticket(id, tenant).id()), null);
    }

    /** A person links a page; if it was linked or put to people before, it is confirmed. */
    @PostMapping("/tickets/{id}/links")
    ResponseEntity<Link> choose(@PathVariable("id") String id, Tenant tenant, @RequestBody Chosen chosen, Principal user) {
        if (chosen.page() == null || chosen.page().isBlank() || chosen.page().length() > 300) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'page' must name a page, in at most 300 characters.");
        }
        Link link = store.choose(ticket(id, tenant), chosen.page(), user.getName())
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "'page' names no page of this tenant."));
        return ResponseEntity.created(URI.create("/api/v1/links/" + link.id())).body(link);
    }

    /** By default what waits for a person; oldest first. */
    @GetMapping("/links")
    Page<Link> list(Tenant tenant, @RequestParam(name = "state", defaultValue = "review") String state, PageRequest page) {
        return Page.of(store.list(tenant.name(), state(state), page.afterId(), page.limit()), page, Link::id);
    }

    @GetMapping("/links/{id}")
    Link get(@PathVariable("id") UUID id, Tenant tenant) {
        return store.find(tenant.name(), id).orElseThrow(LinkController::unknown);
    }

    /** Who has seen the link as it is now may judge it, also anew; both verdicts stand in the audit trail. */
    @PostMapping("/links/{id}")
    Link say(@PathVariable("id") UUID id, Tenant tenant, @RequestBody Said said, Principal user) {
        State verdict = "confirm".equals(said.verdict()) ? State.CONFIRMED : "reject".equals(said.verdict()) ? State.REJECTED : null;
        if (verdict == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'verdict' must be confirm or reject.");
        }
        if (said.version() == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'version' must be that of the link that the verdict is about.");
        }
        get(id, tenant);
        return judge.judge(tenant.name(), id, said.version(), verdict, user.getName()).orElseThrow(() ->
            new ResponseStatusException(HttpStatus.CONFLICT, "The link was changed since it was read: read it again, and send its 'version'."));
    }

    private Ticket ticket(String id, Tenant tenant) {
        return tickets.find(id).filter(ticket -> ticket.tenant().equals(tenant.name()))
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no ticket with this id."));
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no link with this id.");
    }

    private static State state(String text) {
        return Arrays.stream(State.values()).filter(state -> state.json().equals(text)).findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "'state' must be linked, review, rejected or confirmed."));
    }
}
