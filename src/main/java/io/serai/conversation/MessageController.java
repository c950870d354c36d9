package io.serai.conversation;

import io.serai.api.Page;
import io.serai.api.PageRequest;
import io.serai.api.Tenant;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of what is said about a ticket. */
@RestController
@RequestMapping("/api/v1/tickets/{id}/messages")
class MessageController {

    private final MessageStore messages;
    private final TakeMessage take;
    private final Tickets tickets;

    MessageController(MessageStore messages, TakeMessage take, Tickets tickets) {
        this.messages = messages;
        this.take = take;
        this.tickets = tickets;
    }

    /**
     * Something to say.
     *
     * @param text   at most 8,000 characters
     * @param author who says it, if it is not who is logged in; at most 200 characters
     */
    record Said(String text, String author) {
    }

    /** Oldest first. */
    @GetMapping
    Page<Message> list(@PathVariable("id") String id, Tenant tenant, PageRequest page) {
        long after = page.after() == null ? 0 : position(page.after());
        return Page.of(messages.ofTicket(ticket(id, tenant).id(), after, page.limit()), page, message -> Long.toString(message.position()));
    }

    @PostMapping
    ResponseEntity<Message> say(@PathVariable("id") String id, Tenant tenant, @RequestBody Said said,
                                @RequestHeader(name = "Idempotency-Key", required = false) String key, Principal user) {
        TakeMessage.Taken taken = take.take(ticket(id, tenant), CleanText.text(said.text()), CleanText.author(said.author(), user.getName()), CleanText.key(key));
        return ResponseEntity.status(taken.fresh() ? HttpStatus.CREATED : HttpStatus.OK).body(taken.message());
    }

    private Ticket ticket(String id, Tenant tenant) {
        return tickets.find(id).filter(ticket -> ticket.tenant().equals(tenant.name()))
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no ticket with this id."));
    }

    private static long position(String after) {
        if (!after.matches("[0-9]{1,18}")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'after' must be the 'next' of the page before.");
        }
        return Long.parseLong(after);
    }
}
