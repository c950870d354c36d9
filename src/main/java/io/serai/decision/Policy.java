package io.serai.decision;

import io.serai.home.Fault;
import io.serai.ticket.Category;
import io.serai.ticket.Priority;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code connector-configs/policy.yaml} says.
 *
 * @param thresholds   where a category has none of its own
 * @param byCategory   the categories that have
 * @param defaultTeam  takes over where no other team is named
 * @param teams        by category
 * @param alwaysHuman  in the file's order; the first that holds names the team
 * @param needsRunbook true if an action runs alone only where a runbook of the evidence names it
 * @param links        from when on pages are linked to tickets, and drafted where none is
 * @param faults       what is wrong with the file; if there is anything, people decide everything
 */
record Policy(Thresholds thresholds, Map<Category, Thresholds> byCategory, String defaultTeam, Map<Category, String> teams,
              List<HumanRule> alwaysHuman, boolean needsRunbook, LinkThresholds links, List<Fault> faults) {

    Policy {
        byCategory = Map.copyOf(byCategory);
        teams = Map.copyOf(teams);
        alwaysHuman = List.copyOf(alwaysHuman);
        faults = List.copyOf(faults);
    }

    /** The policy of a hub whose file cannot be read: people decide everything. */
    static Policy closed(List<Fault> faults) {
        return new Policy(Thresholds.DEFAULT, Map.of(), "service-desk", Map.of(), List.of(), true, LinkThresholds.CLOSED, faults);
    }

    Thresholds thresholds(Category category) {
        return byCategory.getOrDefault(category, thresholds);
    }

    String team(Category category) {
        return teams.getOrDefault(category, defaultTeam);
    }

    /**
     * Sends tickets to people at once.
     *
     * @param name       as a person reads it in the reasons
     * @param categories of the ticket or of the analysis
     * @param words      looked for in what people and systems wrote
     */
    record HumanRule(String name, String team, Set<Category> categories, Set<Priority> priorities, Watchwords words) {
        HumanRule {
            categories = Set.copyOf(categories);
            priorities = Set.copyOf(priorities);
        }
    }
}
