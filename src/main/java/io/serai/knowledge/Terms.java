package io.serai.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The terms of a question, and the pairs of terms that stand side by side in it, without repetitions, at most {@link #MOST} of each.
 *
 * @param terms      those of name and title first
 * @param inHead     for each term, whether it stands in the name or the title
 * @param pairs      as {@link Words#pairs} gives them, those of name and title first
 * @param pairInHead for each pair, whether it stands in the name or the title
 */
record Terms(List<String> terms, boolean[] inHead, List<String> pairs, boolean[] pairInHead) {

    static final int MOST = 128;

    static Terms of(Question question, Words words) {
        Map<String, Boolean> terms = new LinkedHashMap<>();
        put(terms, words.terms(question.name()), true);
        put(terms, words.terms(question.title()), true);
        put(terms, words.terms(question.body()), false);
        Map<String, Boolean> pairs = new LinkedHashMap<>();
        put(pairs, words.pairs(question.name()), true);
        put(pairs, words.pairs(question.title()), true);
        put(pairs, words.pairs(question.body()), false);
        return new Terms(List.copyOf(terms.keySet()), inHead(terms), List.copyOf(pairs.keySet()), inHead(pairs));
    }

    private static void put(Map<String, Boolean> places, List<String> terms, boolean head) {
        for (String term : terms) {
            if (places.size() < MOST) {
                places.putIfAbsent(term, head);
            }
        }
    }

    private static boolean[] inHead(Map<String, Boolean> places) {
        boolean[] inHead = new boolean[places.size()];
        int i = 0;
        for (boolean head : places.values()) {
            inHead[i++] = head;
        }
        return inHead;
    }
}
