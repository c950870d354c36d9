package io.serai.decision;

import io.serai.ticket.Category;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What holds for some tickets in place of what holds for all. An empty set of conditions is true of every ticket; what is not given stays as it is.
 *
 * @param thresholds by name, those that change
 * @param automatic  the value may be empty: never
 */
record TermsFor(Set<String> tenants, Set<String> connectors, Set<Category> categories, Map<String, Double> thresholds, Optional<String> team,
                Optional<Limit> limit, Optional<OptionalInt> automatic, Optional<Boolean> needsRunbook, Optional<Hours> hours,
                Optional<Set<LocalDate>> holidays, Optional<Rollout> rollout) {

    TermsFor {
        tenants = Set.copyOf(tenants);
        connectors = Set.copyOf(connectors);
        categories = Set.copyOf(categories);
        thresholds = Map.copyOf(thresholds);
    }

    boolean isFor(String tenant, String connector, Category category) {
        return holds(tenants, tenant) && holds(connectors, connector) && holds(categories, category);
    }

    private static <T> boolean holds(Set<T> condition, T value) {
        return condition.isEmpty() || condition.contains(value);
    }

    /** @throws IllegalArgumentException if the thresholds contradict each other then */
    Terms over(Terms terms) {
        return new Terms(terms.thresholds().with(thresholds), team.orElse(terms.team()), limit.orElse(terms.limit()), automatic.orElse(terms.automatic()),
            needsRunbook.orElse(terms.needsRunbook()), hours.or(terms::hours), holidays.orElse(terms.holidays()), rollout.orElse(terms.rollout()));
    }
}
