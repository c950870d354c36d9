package io.serai.knowledge;

import java.util.Set;

/** How texts become terms: the same way for pages, questions and tickets. */
public interface Wording {

    /**
     * The terms of a ticket's text: stemmed, identifiers split, without stop words and without values that differ from one alert to the next.
     *
     * @param text possibly {@code null}
     * @return without repetitions, those of the title first
     */
    Set<String> terms(String title, String text);
}
