package io.serai.article;

import java.util.Objects;

/**
 * An article that is to be fetched.
 *
 * @param reviewed true if the operator vouches for what this source publishes
 * @param id       the source's own id
 * @param version  what the list said; never empty but for an article that is no longer listed, to see whether it is gone
 */
public record WantedArticle(String tenant, String connector, boolean reviewed, String id, String version) {

    public WantedArticle {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
    }
}
