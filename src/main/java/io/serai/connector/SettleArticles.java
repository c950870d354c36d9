package io.serai.connector;

import io.serai.article.WantedArticle;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Moves the cursor of a knowledge source behind a page whose articles are stored: a crash before it lists the page again, and fetches nothing twice. */
@Component("settleArticles")
class SettleArticles {

    private final Connectors connectors;
    private final CursorStore cursors;
    private final MoveCursor cursor;
    private final Clock clock;

    SettleArticles(Connectors connectors, CursorStore cursors, MoveCursor cursor, Clock clock) {
        this.connectors = connectors;
        this.cursors = cursors;
        this.cursor = cursor;
        this.clock = clock;
    }

    /**
     * @param fetched what was wanted of the page, possibly nothing
     * @return where the poll goes on
     */
    public Poll settle(@Body List<WantedArticle> fetched, @Variable("page") RecordPage page) {
        Connector connector = connectors.find(page.poll().connector())
            .orElseThrow(() -> new IllegalStateException("connector '" + page.poll().connector() + "' is switched off"));
        Poll next = fetched.isEmpty() ? cursor.moveLightly(connector, page) : cursor.move(connector, page);
        if (page.poll().full() && !page.more()) {
            cursors.listed(connector, clock.instant());
        }
        return next;
    }
}
