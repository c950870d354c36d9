package io.serai.connector;

import io.serai.api.Page;
import io.serai.api.PageRequest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of raw events: what became of the id that a hook was answered with. */
@RestController
@RequestMapping("/api/v1/events")
class EventController {

    private final EventStore store;

    EventController(EventStore store) {
        this.store = store;
    }

    @GetMapping
    Page<EventSummary> list(PageRequest page) {
        return Page.of(store.list(page.limit(), page.afterId(), Optional.empty()), page, EventSummary::id);
    }

    @GetMapping("/{id}")
    EventSummary get(@PathVariable UUID id) {
        return store.list(1, Optional.empty(), Optional.of(id)).stream().findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no event with this id."));
    }
}
