package io.serai.linking;

import io.serai.resolution.SimilarTickets.Similar;
import io.serai.resolution.Tried;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How likely a draft from similar resolved tickets is of use.
 *
 * <p>Tickets agree if they had the same root cause, or, where none is named, if the same steps helped. With the likelihood p of each similar
 * ticket to be about the same problem, and the group G of those that agree whose likelihoods add up to most:
 * <pre>
 * (1 - product over G of (1 - p)) * (sum over G of p) / (sum over all of p)
 * </pre>
 * that is: at least one of the group is about this problem, and the others do not speak against it. A ticket of which no step is known to have
 * helped is in no group, and speaks against all.
 *
 * @param likelihood 0.0 to 1.0
 * @param tickets    the group, the most similar first; possibly none
 */
record Agreement(double likelihood, List<Similar> tickets) {

    static Agreement of(List<Similar> similar) {
        double all = similar.stream().mapToDouble(Similar::likelihood).sum();
        Map<String, List<Similar>> groups = similar.stream().filter(Agreement::tellsWhatHelped)
            .collect(Collectors.groupingBy(Agreement::key, LinkedHashMap::new, Collectors.toList()));
        return groups.values().stream().max(Comparator.comparingDouble(Agreement::sum))
            .map(group -> new Agreement(strength(group) * sum(group) / all, group.stream().sorted(Comparator.comparingDouble(Similar::likelihood).reversed()).toList()))
            .orElse(new Agreement(0.0, List.of()));
    }

    private static boolean tellsWhatHelped(Similar ticket) {
        return ticket.likelihood() > 0.0 && ticket.steps().stream().anyMatch(Tried::helped);
    }

    private static String key(Similar ticket) {
        return ticket.rootCause() != null ? "cause " + ticket.rootCause() : ticket.steps().stream().filter(Tried::helped)
            .map(step -> step.text().toLowerCase(Locale.ROOT)).collect(Collectors.joining("\n", "steps ", ""));
    }

    private static double sum(List<Similar> group) {
        return group.stream().mapToDouble(Similar::likelihood).sum();
    }

    private static double strength(List<Similar> group) {
        return 1.0 - group.stream().mapToDouble(ticket -> 1.0 - ticket.likelihood()).reduce(1.0, (one, other) -> one * other);
    }
}
