package io.serai.article;

import java.util.Objects;

/**
 * What came of asking for an attachment: its bytes, or why it cannot be had.
 *
 * @param content of a file that nobody has looked into, at most {@link Attachment#LARGEST} bytes; or {@code null}
 * @param fault   why there is no content, or {@code null}
 */
public record AttachedFile(WantedAttachment wanted, byte[] content, String fault) {

    public AttachedFile {
        Objects.requireNonNull(wanted, "wanted");
        if ((content == null) == (fault == null)) {
            throw new IllegalArgumentException("an attachment has either content or a fault");
        }
    }
}
