package io.serai.gap;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * What was asked and not answered by a page.
 *
 * @param since      tickets created from here
 * @param until      up to here
 * @param tickets    incidents, requests, problems and alerts created in that time
 * @param answered   those of them that a page is linked to, by the hub or by a person
 * @param found      groups of like tickets without a page
 * @param gaps       the costliest of them, the costliest first
 * @param single     tickets without a page that are in none of the groups
 * @param byCategory how many have a page, the category with most tickets without one first
 * @param byMonth    the same by month of creation (UTC), oldest first
 */
public record GapReport(String tenant, Instant since, Instant until, int tickets, int answered, int found, List<Gap> gaps, int single,
    List<Coverage> byCategory, List<Coverage> byMonth) {

    public GapReport {
        gaps = List.copyOf(gaps);
        byCategory = List.copyOf(byCategory);
        byMonth = List.copyOf(byMonth);
    }

    /**
     * Tickets that one page could answer.
     *
     * @param title       proposed for the page: the most typical ticket's
     * @param cost        sum over the tickets of what one of their priority costs
     * @param medianHours from creation to the last change of those that are resolved or closed; absent if none is
     * @param category    the most frequent one, or absent
     * @param terms       that set these tickets apart from the others, the weightiest first
     * @param examples    the most typical ones first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Gap(String title, int tickets, double cost, Double medianHours, String category, List<String> terms, Instant first, Instant last,
        List<Example> examples) {

        public Gap {
            terms = List.copyOf(terms);
            examples = List.copyOf(examples);
        }
    }

    public record Example(String id, String title) {
    }

    /** @param name a category ({@code none} where a ticket has none), or a month such as {@code 2026-11} */
    public record Coverage(String name, int tickets, int answered) {

        /** 0.0 to 1.0. */
        public double share() {
            return tickets == 0 ? 0 : (double) answered / tickets;
        }
    }
}
