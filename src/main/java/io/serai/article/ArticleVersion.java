package io.serai.article;

/**
 * What a source's list says of one article.
 *
 * @param id      the source's own id, {@code [A-Za-z0-9._-]{1,100}}
 * @param version changes whenever the article does; not empty
 */
public record ArticleVersion(String id, String version) {

    /** What an id looks like: it becomes part of names and of addresses. */
    public static final String ID = "[A-Za-z0-9._-]{1,100}";

    public ArticleVersion {
        if (id == null || !id.matches(ID)) {
            throw new IllegalArgumentException("the id of an article must match " + ID);
        }
        if (version == null || version.isEmpty()) {
            throw new IllegalArgumentException("article " + id + " has no version");
        }
    }
}
