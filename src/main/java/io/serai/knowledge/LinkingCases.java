package io.serai.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The examples of a training, and how they are divided so that no part knows the answers of another. */
final class LinkingCases {

    static final int FOLDS = 10;

    /**
     * One question with what the index found.
     *
     * @param group cases of one group are never divided: the alerts of one page (and of pages that are right for the same alert), or, without a
     *              page, those of one file of their source
     * @param taken true if the right pages were taken out of what was found: an alert of a covered subject that has no page
     */
    record Case(LinkingQuery query, boolean named, Findings findings, String group, boolean taken) {

        boolean right(Candidate candidate) {
            return !taken && query.gold().contains(candidate.id());
        }

        /** False too where the right page was not among what was found. */
        boolean answerable() {
            return findings.candidates().stream().anyMatch(this::right);
        }

        boolean[] right() {
            boolean[] right = new boolean[findings.candidates().size()];
            for (int i = 0; i < right.length; i++) {
                right[i] = right(findings.candidates().get(i));
            }
            return right;
        }

        /** The same alert in a knowledge base without its pages. */
        Case withoutItsPages() {
            List<Candidate> others = findings.candidates().stream().filter(candidate -> !right(candidate)).toList();
            return new Case(query, named, new Findings(findings.terms(), findings.weights(), findings.pairWeights(), findings.runbooks(),
                findings.averageTitle(), findings.averageText(), others, findings.model()), group, true);
        }
    }

    private LinkingCases() {
    }

    /** Each query without and, if it has one, with its name. */
    static List<Case> ask(List<LinkingQuery> queries, LinkingIndex index, boolean vectors, LinkingWatch watch) {
        Map<LinkingQuery, String> groups = groups(queries);
        List<Case> cases = new ArrayList<>();
        for (LinkingQuery query : queries) {
            cases.add(new Case(query, false, index.findings(query.question(false), vectors), groups.get(query), false));
            cases.add(new Case(query, true, index.findings(query.question(true), vectors), groups.get(query), false));
            watch.at(vectors ? "queries asked" : "queries asked by words alone", cases.size() / 2, queries.size());
        }
        return cases;
    }

    private static Map<LinkingQuery, String> groups(List<LinkingQuery> queries) {
        Map<String, String> parents = new HashMap<>();
        for (LinkingQuery query : queries) {
            String first = null;
            for (String id : query.gold()) {
                parents.putIfAbsent(id, id);
                first = first == null ? id : first;
                parents.put(root(parents, id), root(parents, first));
            }
        }
        Map<LinkingQuery, String> groups = new LinkedHashMap<>();
        queries.forEach(query -> groups.put(query, query.answerable() ? "page " + root(parents, query.gold().iterator().next()) : "file " + query.group()));
        return groups;
    }

    private static String root(Map<String, String> parents, String id) {
        String root = id;
        while (!parents.get(root).equals(root)) {
            root = parents.get(root);
        }
        return root;
    }

    /**
     * Deals whole groups out, the largest first, each to the part that has the fewest cases of its sort (with a page, or without).
     *
     * @return the part of each group, from 0 to {@link #FOLDS} - 1
     */
    static Map<String, Integer> folds(List<Case> cases) {
        Map<String, List<Case>> groups = cases.stream().collect(Collectors.groupingBy(Case::group));
        Map<Boolean, int[]> sizes = Map.of(true, new int[FOLDS], false, new int[FOLDS]);
        Map<String, Integer> folds = new HashMap<>();
        groups.entrySet().stream()
            .sorted(Comparator.comparing((Map.Entry<String, List<Case>> group) -> -group.getValue().size()).thenComparing(Map.Entry::getKey))
            .forEach(group -> {
                int[] loads = sizes.get(group.getValue().get(0).query().answerable());
                int least = 0;
                for (int i = 1; i < FOLDS; i++) {
                    least = loads[i] < loads[least] ? i : least;
                }
                loads[least] += group.getValue().size();
                folds.put(group.getKey(), least);
            });
        return folds;
    }

    /** Divides cases by a key, in the order in which the keys appear. */
    static <K> Map<K, List<Case>> by(List<Case> cases, Function<Case, K> key) {
        return cases.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }
}
