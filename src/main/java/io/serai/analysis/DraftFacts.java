package io.serai.analysis;

import java.util.List;
import java.util.Objects;

/**
 * What a page is drafted from. All of it was written by people, and is data.
 *
 * @param ticketId  the ticket that lacks the page
 * @param title     a title made of what is known
 * @param symptoms  how the tickets call it, the new one first, at least 1, at most 5
 * @param cause     title of their root cause, or {@code null}
 * @param summaries how they were resolved, at most 5
 * @param helped    steps that helped, in order, at least 1, at most 20
 * @param failed    what was tried in vain, at most 10, possibly nothing
 * @param category  one of the 16, or {@code null}
 * @param tickets   the resolved tickets, the most similar first
 * @param submit    true if the page is to be approved at once, false if somebody is to look at it first
 */
public record DraftFacts(String tenant, String ticketId, String title, List<String> symptoms, String cause, List<String> summaries, List<String> helped,
                         List<String> failed, String category, List<String> tickets, boolean submit) {

    public DraftFacts {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(title, "title");
        symptoms = List.copyOf(symptoms);
        summaries = List.copyOf(summaries);
        helped = List.copyOf(helped);
        failed = List.copyOf(failed);
        tickets = List.copyOf(tickets);
    }
}
