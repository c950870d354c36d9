package io.serai.decision;

import io.serai.analysis.Analysis;
import io.serai.home.Fault;
import io.serai.language.Watchwords;
import io.serai.ticket.Category;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code connector-configs/policy.yaml} says.
 *
 * @param common      where nothing else is said; its team takes over where no other is named
 * @param byCategory  categories with thresholds of their own
 * @param teams       by category, and by the system that a ticket is about
 * @param limits      categories with which the hub goes less far than it could
 * @param vip         whose tickets are handled with more care
 * @param overrides   in the file's order; each goes over those before it
 * @param experiment  the one that runs, over all overrides
 * @param alwaysHuman in the file's order; the first that holds names the team
 * @param links       from when on pages are linked to tickets, and drafted where none is
 * @param faults      what is wrong with the file; if there is anything, people decide everything
 */
record Policy(Terms common, Map<Category, Thresholds> byCategory, Teams teams, Map<Category, Limit> limits, Optional<Vip> vip, List<TermsFor> overrides,
              Optional<Experiment> experiment, List<HumanRule> alwaysHuman, LinkThresholds links, List<Fault> faults) {

    Policy {
        byCategory = Map.copyOf(byCategory);
        limits = Map.copyOf(limits);
        overrides = List.copyOf(overrides);
        alwaysHuman = List.copyOf(alwaysHuman);
        faults = List.copyOf(faults);
    }

    /** The policy of a hub whose file cannot be read: people decide everything. */
    static Policy closed(List<Fault> faults) {
        return new Policy(Terms.DEFAULT, Map.of(), Teams.NONE, Map.of(), Optional.empty(), List.of(), Optional.empty(), List.of(), LinkThresholds.CLOSED, faults);
    }

    Policy with(List<TermsFor> others) {
        return new Policy(common, byCategory, teams, limits, vip, others, experiment, alwaysHuman, links, faults);
    }

    /** What holds for a ticket that an analysis put into this category. */
    Terms terms(Ticket ticket, Category category) {
        Terms terms = terms(category, ticket.affectedSystem());
        for (TermsFor override : overrides) {
            if (override.isFor(ticket.tenant(), ticket.source().connector(), category)) {
                terms = override.over(terms);
            }
        }
        Terms own = terms;
        return variant(ticket).map(variant -> own.with(own.thresholds().with(experiment.orElseThrow().variants().get(variant)))).orElse(own);
    }

    /** The variant of the experiment that a ticket is in, if one runs. */
    Optional<String> variant(Ticket ticket) {
        return experiment.map(running -> running.variant(ticket.tenant(), ticket.id()));
    }

    /** The same before any override. */
    Terms terms(Category category, String affectedSystem) {
        return common.with(byCategory.getOrDefault(category, common.thresholds())).with(teams.of(category, affectedSystem).orElse(common.team()))
            .with(limits.getOrDefault(category, common.limit()));
    }

    /** Whether the requester is among those handled with more care. */
    Optional<Vip> vip(Analysis analysis) {
        return vip.filter(who -> who.is(analysis));
    }

    /** What would hold for a VIP, where it cannot be told whether the requester is one, because the directory did not answer. */
    Optional<Vip> perhapsVip(Analysis analysis) {
        return vip.filter(who -> analysis.lacksRequester() && who.isByDirectory() && !who.is(analysis));
    }

    /** A name of the policy, without regard to case; {@code *} stands for any letters. */
    static Pattern pattern(String name) {
        return Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    private static boolean matches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name.strip()).matches());
    }

    /**
     * Who takes over.
     *
     * @param systems tried in the file's order; the first that holds names the team
     */
    record Teams(Map<Category, String> categories, List<SystemTeam> systems) {

        static final Teams NONE = new Teams(Map.of(), List.of());

        Teams {
            categories = Map.copyOf(categories);
            systems = List.copyOf(systems);
        }

        /** @param system possibly {@code null} */
        Optional<String> of(Category category, String system) {
            return systems.stream().filter(entry -> entry.has(category, system)).map(SystemTeam::team).findFirst()
                .or(() -> Optional.ofNullable(categories.get(category)));
        }
    }

    /**
     * The team of some systems.
     *
     * @param systems    names, without regard to case; {@code *} stands for any letters
     * @param categories only tickets of these, or of all if there are none
     */
    record SystemTeam(List<Pattern> systems, Set<Category> categories, String team) {

        boolean has(Category category, String system) {
            return system != null && (categories.isEmpty() || categories.contains(category)) && matches(systems, system);
        }
    }

    /**
     * Requesters whose tickets are handled with more care: who is named by any of the three.
     *
     * @param requesters  addresses, and domains with {@code @} before them, in lower case
     * @param titles      of their jobs, as a directory has them; without regard to case, {@code *} stands for any letters
     * @param departments the same
     * @param team        if it is not the category's
     */
    record Vip(Set<String> requesters, List<Pattern> titles, List<Pattern> departments, Optional<String> team, Limit limit) {

        Vip {
            titles = List.copyOf(titles);
            departments = List.copyOf(departments);
        }

        boolean is(Analysis analysis) {
            Ticket.Requester requester = analysis.ticket().requester();
            return requester != null && requester.email() != null && isAddress(requester.email())
                || analysis.requesterTitle().filter(title -> matches(titles, title)).isPresent()
                || analysis.requesterDepartment().filter(department -> matches(departments, department)).isPresent();
        }

        boolean isByDirectory() {
            return !titles.isEmpty() || !departments.isEmpty();
        }

        private boolean isAddress(String email) {
            String address = email.strip().toLowerCase(Locale.ROOT);
            return requesters.contains(address) || requesters.contains(address.substring(Math.max(0, address.lastIndexOf('@'))));
        }
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
