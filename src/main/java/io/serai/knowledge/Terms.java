package io.serai.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The terms of a question, without repetitions, at most {@link #MOST}.
 *
 * @param terms  those of name and title first
 * @param inHead for each term, whether it stands in the name or the title
 */
record Terms(List<String> terms, boolean[] inHead) {

    static final int MOST = 128;

    static Terms of(Question question, Words words) {
        Map<String, Boolean> places = new LinkedHashMap<>();
        put(places, words.terms(question.name()), true);
        put(places, words.terms(question.title()), true);
        put(places, words.terms(question.body()), false);
        boolean[] inHead = new boolean[places.size()];
        int i = 0;
        for (boolean head : places.values()) {
            inHead[i++] = head;
        }
        return new Terms(List.copyOf(places.keySet()), inHead);
    }

    private static void put(Map<String, Boolean> places, List<String> terms, boolean head) {
        for (String term : terms) {
            if (places.size() < MOST) {
                places.putIfAbsent(term, head);
            }
        }
    }
}
