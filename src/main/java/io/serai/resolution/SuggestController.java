package io.serai.resolution;

import io.serai.api.Tenant;
import io.serai.knowledge.Evidence;
import io.serai.knowledge.PublishedPages;
import io.serai.resolution.SimilarTickets.Similar;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Suggestions while a person types a ticket. Nothing of what is typed is kept. */
@RestController
class SuggestController {

    private static final int TITLE = 1_000;
    private static final int TEXT = 65_536;
    private static final int MOST = 20;

    private final PublishedPages pages;
    private final SimilarTickets tickets;

    SuggestController(PublishedPages pages, SimilarTickets tickets) {
        this.pages = pages;
        this.tickets = tickets;
    }

    /**
     * What was typed so far.
     *
     * @param description may be absent
     * @param size        at most so many pages and so many tickets, 1 to 20; 5 by default
     */
    record Typed(String title, String description, Integer size) {
        Typed {
            if (title == null || title.isBlank()) {
                throw new InvalidResolutionException("title", "is missing");
            }
            if (title.length() > TITLE) {
                throw new InvalidResolutionException("title", "is longer than " + TITLE + " characters");
            }
            if (description != null && description.length() > TEXT) {
                throw new InvalidResolutionException("description", "is longer than " + TEXT + " characters");
            }
            size = size == null ? 5 : size;
            if (size < 1 || size > MOST) {
                throw new InvalidResolutionException("size", "must be a whole number from 1 to " + MOST);
            }
        }
    }

    /** @param pages that may answer it, and {@code tickets} that are like it and were resolved; each best first, possibly none */
    record Suggestions(List<Evidence> pages, List<Similar> tickets) {
    }

    @PostMapping("/api/v1/tickets/search-suggestions")
    Suggestions suggest(Tenant tenant, @RequestBody Typed typed) {
        return new Suggestions(pages.find(tenant.name(), typed.title(), typed.description() == null ? "" : typed.description(), typed.size()),
            tickets.find(tenant.name(), typed.title(), typed.description(), Optional.empty(), typed.size()));
    }
}
