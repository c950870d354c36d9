package io.serai.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Where to look. What is absent does not restrict; what a page does not say of itself it does not have.
 *
 * @param tenant       sees its own pages and those of everyone
 * @param category     a word of {@link io.serai.ticket.Category}, or {@code null}
 * @param product      one of the page's products or labels, whatever the case, or {@code null}
 * @param language     ISO 639-1, or {@code null}
 * @param changedSince the page was written or changed then or later, or {@code null}
 */
record Scope(String tenant, String category, String product, String language, Instant changedSince) {

    static Scope of(String tenant) {
        return new Scope(tenant, null, null, null, null);
    }

    /** How words of a scope stand in the index. */
    static String folded(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }

    /** Matches what lies in it: pages, and chunks of pages. */
    Query query() {
        Query mine = new TermInSetQuery(IndexDocuments.TENANT, List.of(new BytesRef(tenant), new BytesRef(IndexedRunbook.EVERYONE)));
        if (category == null && product == null && language == null && changedSince == null) {
            return mine;
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(mine, Occur.FILTER);
        add(all, IndexDocuments.IN_CATEGORY, category);
        add(all, IndexDocuments.PRODUCT, product);
        add(all, IndexDocuments.LANGUAGE, language);
        if (changedSince != null) {
            all.add(LongPoint.newRangeQuery(IndexDocuments.CHANGED, changedSince.toEpochMilli(), Long.MAX_VALUE), Occur.FILTER);
        }
        return all.build();
    }

    private static void add(BooleanQuery.Builder all, String field, String word) {
        if (word != null) {
            all.add(new TermQuery(new Term(field, folded(word))), Occur.FILTER);
        }
    }
}
