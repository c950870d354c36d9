package io.serai.article;

import java.util.List;
import java.util.Objects;

/**
 * One page of what a source lists.
 *
 * @param tenant    whose knowledge it is
 * @param connector the connector that lists it
 * @param reviewed  true if the operator vouches for what this source publishes
 * @param articles  in the source's order, possibly none
 * @param first     true for the first page of a list
 * @param last      true for the last page of a list
 * @param full      true if the list names all articles there are, false if only those that changed lately
 */
public record ArticlePage(String tenant, String connector, boolean reviewed, List<ArticleVersion> articles, boolean first, boolean last,
                          boolean full) {

    public ArticlePage {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(connector, "connector");
        articles = List.copyOf(articles);
    }
}
