package io.serai.connector;

import io.serai.article.Article;
import io.serai.article.WantedArticle;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Turns the failure to read one article into the news that it cannot be read, so that the others are. */
@Component("missArticle")
class MissArticle {

    public Article miss(@Variable("wanted") WantedArticle wanted, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        return Article.unreadable(wanted, ConnectorState.text(failure));
    }
}
