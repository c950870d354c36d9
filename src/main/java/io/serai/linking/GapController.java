package io.serai.linking;

import io.serai.api.Page;
import io.serai.api.PageRequest;
import io.serai.api.Tenant;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.linking.Gap.Way;
import java.net.URI;
import java.security.Principal;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of tickets that no page answers. */
@RestController
@RequestMapping("/api/v1/knowledge/gaps")
class GapController {

    private final GapStore store;
    private final WeighGap weighGap;
    private final ProducerTemplate routes;
    private final AuditTrail audit;

    GapController(GapStore store, WeighGap weighGap, ProducerTemplate routes, AuditTrail audit) {
        this.store = store;
        this.weighGap = weighGap;
        this.routes = routes;
        this.audit = audit;
    }

    /** Those whose ticket is not linked, the newest ticket first. @param way {@code person}, {@code offered} or {@code drafted}; absent for all */
    @GetMapping
    Page<Gap> list(Tenant tenant, @RequestParam(name = "way", required = false) String way, PageRequest page) {
        return Page.of(store.list(tenant.name(), way(way), page.afterId(), page.limit()), page, Gap::ticketId);
    }

    @GetMapping("/{ticket}")
    Gap get(@PathVariable("ticket") UUID ticket, Tenant tenant) {
        return store.find(tenant.name(), ticket)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No gap is known for a ticket with this id."));
    }

    /** Weighs the gap anew, and drafts the page. It is a draft of the hub that waits for somebody to look at it and hand it in. */
    @PostMapping("/{ticket}/draft")
    ResponseEntity<Gap> draft(@PathVariable("ticket") UUID ticket, Tenant tenant, Principal user) {
        Gap gap = weighGap.weigh(new Linking(get(ticket, tenant).ticketId(), tenant.name(), Linking.Outcome.GAP, true));
        if (gap.article() != null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "There is a draft already: article " + gap.article() + ".");
        }
        if (gap.similar().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "There are no similar resolved tickets to draft a page from: somebody has to write it.");
        }
        audit.record(new AuditEntry(user.getName(), "draft-asked", gap.ticketId(), Map.of()));
        Gap drafted = routes.requestBody("direct:linking-draft-page", gap.asked(), Gap.class);
        return ResponseEntity.created(URI.create("/api/v1/knowledge/articles/" + drafted.article())).body(drafted);
    }

    private static Way way(String text) {
        return text == null ? null : Arrays.stream(Way.values()).filter(way -> way.json().equals(text)).findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "'way' must be person, offered or drafted."));
    }
}
