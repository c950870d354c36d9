package io.serai.knowledge;

/**
 * A part of a runbook, short enough for the embedding model.
 *
 * @param heading titles of the sections it stands in, outermost first, joined by {@code " > "}; possibly empty
 * @param text    Markdown, never blank
 */
record Chunk(String heading, String text) {

    /** What is embedded: the runbook's title and the sections tell what a paragraph is about. */
    String passage(String title) {
        String path = heading.isEmpty() || heading.equals(title) ? title : heading.startsWith(title) ? heading : title + " > " + heading;
        return path + "\n" + text;
    }
}
