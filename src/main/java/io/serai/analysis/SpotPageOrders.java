package io.serai.analysis;

import io.serai.knowledge.Evidence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spots orders in pages, in each once: who reads a model's answer asks, and so does who explains the analysis. Safe for concurrent use. */
final class SpotPageOrders {

    /** Of pages that were looked through; what fits one alert fits the next like it. */
    private static final int REMEMBERED = 1_000;

    private final SpotOrders orders;
    private final Map<String, List<Explanation.Risk>> pages = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Explanation.Risk>> eldest) {
            return size() > REMEMBERED;
        }
    });

    SpotPageOrders(SpotOrders orders) {
        this.orders = orders;
    }

    /** @return what was spotted in its title and its excerpt, one of a kind; nothing, for a page like any other */
    List<Explanation.Risk> in(Evidence page) {
        return pages.computeIfAbsent(page.id() + "\n" + page.title() + "\n" + page.excerpt(), text -> orders.inPage("the page " + page.id(), text).stream()
            .map(risk -> new Explanation.Risk("page-" + risk.code(), risk.text(), risk.needsPerson())).toList());
    }
}
