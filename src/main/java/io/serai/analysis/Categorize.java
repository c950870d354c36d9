package io.serai.analysis;

import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.ticket.Category;
import io.serai.ticket.Ticket;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the category of a case from four witnesses: the source's own category, the categories of the runbooks found, the ticket's words, and what was learned
 * from tickets that people gave a category.
 *
 * <p>Each witness gives a category at most its weight: the source 1.0; a runbook its score times 1.2, divided among its categories (the best
 * runbook of a category counts); what was learned its confidence times 1.2; the words their share of all weight found, damped where little was found: {@code w / (sum + 4)}. The highest
 * sum wins; below 0.25 it is {@link Category#OTHER}.
 */
final class Categorize {

    private static final double SOURCE = 1.0;
    private static final double RUNBOOK = 1.2;
    private static final double LEARNED = 1.2;
    private static final double DAMPING = 4.0;
    private static final double LEAST = 0.25;
    /** Weight of words that makes it security if nothing else weighs more: one term that names it, or several hints. */
    private static final int SUSPICION = 5;
    /** Weight of words that makes it security whatever else is said: a term that names it in the title, or two of them. */
    private static final int ALARM = 10;

    private final CategoryTerms terms;
    private final LearnedCategories learned;

    Categorize(CategoryTerms terms, LearnedCategories learned) {
        this.terms = terms;
        this.learned = learned;
    }

    Category categorize(Case found) {
        Ticket ticket = found.ticket();
        Map<Category, Integer> words = terms.weigh(ticket.title(), ticket.text());
        if (isSecurity(ticket, words)) {
            return Category.SECURITY;
        }
        Map<Category, Double> sums = new EnumMap<>(Category.class);
        double all = DAMPING + words.values().stream().mapToInt(Integer::intValue).sum();
        words.forEach((category, weight) -> sums.merge(category, weight / all, Double::sum));
        Map<Category, Double> runbooks = new EnumMap<>(Category.class);
        found.evidence().forEach(evidence -> evidence.categories().stream().map(Categorize::known).flatMap(Optional::stream)
            .forEach(category -> runbooks.merge(category, share(evidence), Math::max)));
        runbooks.forEach((category, share) -> sums.merge(category, share, Double::sum));
        learned.guess(ticket).ifPresent(guess -> known(guess.category()).ifPresent(category -> sums.merge(category, LEARNED * guess.confidence(), Double::sum)));
        if (ticket.category() != null && ticket.category() != Category.OTHER) {
            sums.merge(ticket.category(), SOURCE, Double::sum);
        }
        return sums.entrySet().stream().max(Map.Entry.comparingByValue()).filter(best -> best.getValue() >= LEAST)
            .map(Map.Entry::getKey).orElse(Category.OTHER);
    }

    /** True where the source says security, or the words do so clearly: no analyst may then say otherwise. */
    boolean isSecurity(Ticket ticket) {
        return isSecurity(ticket, terms.weigh(ticket.title(), ticket.text()));
    }

    private static boolean isSecurity(Ticket ticket, Map<Category, Integer> words) {
        int security = words.getOrDefault(Category.SECURITY, 0);
        return ticket.category() == Category.SECURITY || security >= ALARM
            || security >= SUSPICION && words.values().stream().allMatch(weight -> weight <= security);
    }

    private static double share(Evidence evidence) {
        return RUNBOOK * evidence.score() / evidence.categories().size();
    }

    private static Optional<Category> known(String text) {
        return Arrays.stream(Category.values()).filter(category -> category.json().equals(text)).findFirst();
    }
}
