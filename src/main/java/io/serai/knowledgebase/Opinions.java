package io.serai.knowledgebase;

import io.serai.knowledge.PublishedPages;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * Who has read an article, and whom it helped. Votes move its page a little among its rivals, by {@code (helpful - unhelpful) / (votes + 5)}: one vote says
 * little, and no number of them reaches 1.
 */
@Component
class Opinions {

    private static final double DOUBT = 5.0;

    private final JdbcClient jdbc;
    private final KnowledgeBaseStore store;
    private final PublishedPages pages;
    private final Clock clock;

    Opinions(JdbcClient jdbc, KnowledgeBaseStore store, PublishedPages pages, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.pages = pages;
        this.clock = clock;
    }

    /** Counts a view, once a person and day. @return whether it was counted */
    @Transactional
    boolean view(Article article, String user) {
        boolean first = jdbc.sql("INSERT INTO kb_view (article, viewer, day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .params(article.uuid(), user, Date.valueOf(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))).update() == 1;
        if (first) {
            jdbc.sql("UPDATE kb_article SET views = views + 1 WHERE id = ?").param(article.uuid()).update();
        }
        return first;
    }

    @Transactional
    void vote(String tenant, UUID id, String user, boolean helpful) {
        Article article = published(tenant, id);
        if (store.authorsAfter(article, 0).contains(user.toLowerCase(Locale.ROOT))) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Who wrote an article has no vote on it.");
        }
        jdbc.sql("""
                INSERT INTO kb_vote (article, voter, helpful, voted_at) VALUES (:article, :voter, :helpful, :now)
                ON CONFLICT (article, voter) DO UPDATE SET helpful = excluded.helpful, voted_at = excluded.voted_at""")
            .param("article", id).param("voter", user).param("helpful", helpful).param("now", Timestamp.from(clock.instant())).update();
        boost(tenant, article);
    }

    @Transactional
    void takeBack(String tenant, UUID id, String user) {
        Article article = published(tenant, id);
        jdbc.sql("DELETE FROM kb_vote WHERE article = ? AND voter = ?").params(id, user).update();
        boost(tenant, article);
    }

    private void boost(String tenant, Article voted) {
        pages.boost(voted.document(), boost(store.find(tenant, voted.uuid()).orElseThrow()));
    }

    /** @return above -1.0 and below 1.0; 0.0 without votes */
    static double boost(Article article) {
        return (article.helpful() - article.unhelpful()) / (article.helpful() + article.unhelpful() + DOUBT);
    }

    private Article published(String tenant, UUID id) {
        Article article = store.lock(tenant, id).orElseThrow(KnowledgeBase::unknown);
        if (article.publishedVersion() == null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The article is not published, so that it has helped nobody yet.");
        }
        return article;
    }
}
