package io.serai.connector;

import io.serai.article.ArticlePage;
import io.serai.article.ArticleVersion;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Turns a page that a knowledge source listed into what the store of articles is asked: which of them it wants. */
@Component("offerArticles")
class OfferArticles {

    private final Connectors connectors;

    OfferArticles(Connectors connectors) {
        this.connectors = connectors;
    }

    /** @throws UnreadableEventException if a record names no id and version; then nothing of the page is taken and the cursor stays */
    public ArticlePage offer(RecordPage page) {
        Poll poll = page.poll();
        Connector connector = connectors.find(poll.connector()).filter(found -> found.lookups().knowledge() != null)
            .orElseThrow(() -> new IllegalStateException("connector '" + poll.connector() + "' is switched off"));
        List<ArticleVersion> articles = new ArrayList<>();
        for (RecordPage.Record record : page.records()) {
            try {
                articles.add(new ArticleVersion(record.body().path("id").asText(null), record.body().path("version").asText(null)));
            } catch (IllegalArgumentException e) {
                throw new UnreadableEventException("what connector " + connector.name() + " lists is no article: " + e.getMessage());
            }
        }
        return new ArticlePage(connector.tenant(), connector.name(), connector.lookups().knowledge().reviewed(), articles, poll.after().equals(Poll.FIRST),
            !page.more(), poll.full());
    }
}
