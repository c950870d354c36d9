package io.serai.article;

/**
 * A document that is attached to an article, as the source lists it.
 *
 * @param id      the source's own id, {@code [A-Za-z0-9._-]{1,100}}
 * @param version changes whenever its content does; not empty
 * @param name    what the source calls the file, hostile until shown as text
 * @param size    bytes, as the source says
 */
public record Attachment(String id, String version, String name, long size) {

    /** Bytes; a larger one is not fetched. */
    public static final int LARGEST = 20 << 20;

    public Attachment {
        if (id == null || !id.matches(ArticleVersion.ID)) {
            throw new IllegalArgumentException("the id of an attachment must match " + ArticleVersion.ID);
        }
        if (version == null || version.isEmpty() || name == null || name.isBlank()) {
            throw new IllegalArgumentException("attachment " + id + " has no version or no name");
        }
    }
}
