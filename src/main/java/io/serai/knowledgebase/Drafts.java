package io.serai.knowledgebase;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The way in for pages that the hub drafts. They are as unreviewed as anybody's draft, and influence nothing until a person approves them. */
public interface Drafts {

    /** Who wrote what the hub drafted. */
    String AUTHOR = "hub";

    /**
     * A drafted runbook.
     *
     * @param body    Markdown
     * @param steps   in order, one line each
     * @param tickets whose resolutions it was drafted from
     * @param submit  true if it is to be approved at once, false if somebody is to look at it first
     */
    record Draft(String tenant, String title, String body, List<String> categories, List<String> steps, List<String> tickets, boolean submit) {
        public Draft {
            categories = List.copyOf(categories);
            steps = List.copyOf(steps);
            tickets = List.copyOf(tickets);
        }
    }

    /** Joins the caller's transaction. @return the id of the new article */
    UUID keep(Draft draft);

    /** A page, also a retired one, that was drafted from the resolution of any of these tickets; the latest of them. */
    Optional<UUID> draftedFrom(String tenant, Collection<String> tickets);
}
