package io.serai.knowledge;

import java.util.List;

/**
 * One runbook as its author wrote it.
 *
 * @param id         {@code [A-Za-z0-9._-]{1,200}}, unique in its folder
 * @param title      1 to 500 characters, one line
 * @param categories words of {@link io.serai.ticket.Category}, possibly none
 * @param actions    names of catalogue actions, possibly none
 * @param products   what it is about, in the words that a search is narrowed by, possibly none
 * @param text       Markdown without the front matter
 * @param origin     what a message calls its file
 */
record Runbook(String id, String title, List<String> categories, List<String> actions, List<String> products, String text, String origin) {

    Runbook {
        categories = List.copyOf(categories);
        actions = List.copyOf(actions);
        products = List.copyOf(products);
    }

    /** Without products: those of articles and documents stand elsewhere. */
    Runbook(String id, String title, List<String> categories, List<String> actions, String text, String origin) {
        this(id, title, categories, actions, List.of(), text, origin);
    }
}
