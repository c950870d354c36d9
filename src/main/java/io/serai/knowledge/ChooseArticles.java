package io.serai.knowledge;

import io.serai.article.ArticlePage;
import io.serai.article.ArticleVersion;
import io.serai.article.WantedArticle;
import io.serai.knowledge.ArticleStore.Known;
import io.serai.knowledge.ArticleStore.Source;
import io.serai.knowledge.ArticleStore.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Says which articles of a listed page are to be fetched: those that are new, have another version, have
 * something attached that was not fetched, or could not be read before. With the
 * last page also those that the last full list no longer named: a list alone never deletes anything, the source is asked about each.
 */
@Component("chooseArticles")
class ChooseArticles {

    private static final Logger LOG = LoggerFactory.getLogger(ChooseArticles.class);
    /** Share of a source's articles that may vanish from one list to the next without a person. */
    static final double SHARE = 0.2;
    /** So few may always vanish, unless they are all there are. */
    static final int FEW = 5;
    /** Most missing articles that are asked about with one list. */
    static final int ASKED = 200;

    private final ArticleStore articles;
    private final KnowledgeStore store;
    private final TransactionOperations transactions;

    ChooseArticles(ArticleStore articles, KnowledgeStore store, TransactionOperations transactions) {
        this.articles = articles;
        this.store = store;
        this.transactions = transactions;
    }

    /** @return each article once, in the order of the page, the missing ones last */
    List<WantedArticle> choose(ArticlePage page) {
        return transactions.execute(status -> wanted(page));
    }

    private List<WantedArticle> wanted(ArticlePage page) {
        Source source = new Source(page.tenant(), page.connector());
        if (page.first()) {
            store.markReviewed(page.tenant(), page.connector(), page.reviewed());
            if (page.full()) {
                articles.begin(source);
            }
        }
        Map<String, Known> known = articles.seen(page);
        Map<String, String> listed = new LinkedHashMap<>();
        for (ArticleVersion article : page.articles()) {
            listed.remove(article.id());   // listed twice: the later one counts
            listed.put(article.id(), article.version());
        }
        List<WantedArticle> wanted = new ArrayList<>();
        listed.forEach((id, version) -> {
            Known before = known.get(id);
            if (before == null || !before.version().equals(version) || before.open() || before.unread() && page.full()) {
                wanted.add(new WantedArticle(page.tenant(), page.connector(), page.reviewed(), id, version));
            }
        });
        if (page.last()) {
            if (page.full()) {
                articles.complete(source);
                articles.find(source).ifPresent(state -> guard(source, state));
            }
            if (articles.find(source).filter(state -> state.held() == 0).isPresent()) {
                articles.missing(source, ASKED).forEach(id -> wanted.add(new WantedArticle(page.tenant(), page.connector(), page.reviewed(), id, "")));
            }
        }
        return wanted;
    }

    /** A list that came back short, or a user who lost a right, must not empty the hub's knowledge. */
    private void guard(Source source, State state) {
        int missing = state.missing();
        boolean many = missing > 0 && (missing == state.articles() || missing > Math.max(FEW, SHARE * state.articles()));
        int confirmed = missing == 0 ? 0 : articles.confirmed(source);
        int held = many && missing > confirmed ? missing : 0;
        if (held > 0 && held != state.held()) {
            LOG.warn("connector {}: {} of {} articles are no longer listed; none is deleted until a person confirms it "
                + "(POST /api/v1/knowledge/sources/{}/confirm)", source.connector(), missing, state.articles(), source.connector());
        }
        articles.hold(source, held, confirmed);
    }
}
