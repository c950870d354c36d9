package io.serai.knowledge;

import java.util.List;
import java.util.UUID;

/** The way into the store of knowledge for pages that were approved here. */
public interface PublishedPages {

    /** Stores a page in place of the one of the same tenant and name; the index follows within seconds. Joins the caller's transaction. @return its document */
    UUID put(PublishedPage page);

    /** Takes a page out; one that is gone already counts as taken out. Joins the caller's transaction. */
    void remove(String tenant, String name);

    /** Says what votes say of a page. Joins the caller's transaction. @param boost from -1.0 to 1.0 */
    void boost(UUID document, double boost);

    /**
     * What the tenant's own pages and those of everyone say to somebody's words, without the pages that nobody vouches for.
     *
     * @param title never in any query language, at most 1,000 characters count
     * @param text  the rest, possibly empty; at most 4,000 characters count
     * @return best first, at most {@code size}; none while there is no index
     */
    List<Evidence> find(String tenant, String title, String text, int size);
}
