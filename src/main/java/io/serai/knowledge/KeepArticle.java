package io.serai.knowledge;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.article.Article;
import io.serai.article.WantedArticle;
import io.serai.knowledge.ArticleStore.Known;
import io.serai.knowledge.ArticleStore.Source;
import io.serai.ticket.Category;
import io.serai.ticket.InvalidTicketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Stores what came of asking for an article: its text, cleaned; or that it is gone, or cannot be read. An article that cannot be read keeps
 * the text it had. One that no list names is taken out when the source says that it is gone, or when two full lists in a row did not name it
 * (it lost the label or left the space that the connector's filter asks for). Whatever a source writes is data: it names no action, and its markup, scripts and macros stay behind.
 */
@Component("keepArticle")
class KeepArticle {

    private static final Logger LOG = LoggerFactory.getLogger(KeepArticle.class);
    /** So many full lists in a row that do not name an article take it out, even if the source still has it. */
    private static final int LISTS = 2;
    private static final int TITLE = 500;
    private static final int LABELS = 50;
    private static final int LABEL = 200;

    private final ArticleStore articles;
    private final AttachmentStore attachments;
    private final KnowledgeStore store;
    private final ChunkRunbook chunker;
    private final TransactionOperations transactions;
    private final MeterRegistry meters;

    KeepArticle(ArticleStore articles, AttachmentStore attachments, KnowledgeStore store, Embedder embedder, TransactionOperations transactions, MeterRegistry meters) {
        this.articles = articles;
        this.attachments = attachments;
        this.store = store;
        this.chunker = new ChunkRunbook(embedder::tokens);
        this.transactions = transactions;
        this.meters = meters;
    }

    void keep(Article article) {
        String outcome = transactions.execute(status -> store(article));
        meters.counter("serai.knowledge.articles", "connector", article.wanted().connector(), "outcome", outcome).increment();
    }

    private String store(Article article) {
        WantedArticle wanted = article.wanted();
        Source source = new Source(wanted.tenant(), wanted.connector());
        Optional<Known> known = articles.known(source, wanted.id());
        Optional<UUID> document = known.flatMap(Known::document);
        if (wanted.version().isEmpty()) {
            boolean gone = article.state() == Article.State.GONE || articles.asked(source, wanted.id()) >= LISTS && article.state() == Article.State.THERE;
            return gone ? delete(source, wanted, document) : "kept";
        }
        switch (article.state()) {
            case GONE, UNREADABLE -> {
                // a list that names what is not there lags behind: the next one settles it
                String fault = article.state() == Article.State.GONE ? "listed, and not there when it was asked for" : article.fault();
                LOG.warn("connector {}: article {} is passed over: {}", wanted.connector(), wanted.id(), fault);
                articles.save(source, wanted.id(), wanted.version(), document.orElse(null), fault);
                return "unreadable";
            }
            default -> {
                String text = ArticleText.markdown(article.format(), article.body());
                if (text.isBlank()) {
                    document.ifPresent(id -> store.remove(List.of(id)));
                    articles.save(source, wanted.id(), wanted.version(), null, null);
                    store.remove(attachments.listed(wanted, article.attachments()));
                    return "empty";
                }
                articles.save(source, wanted.id(), wanted.version(), store.put(entry(article, text), runbook -> chunker.chunks(runbook.text())), null);
                store.remove(attachments.listed(wanted, article.attachments()));
                return "stored";
            }
        }
    }

    private String delete(Source source, WantedArticle wanted, Optional<UUID> document) {
        document.ifPresent(id -> store.remove(List.of(id)));
        store.remove(attachments.documents(wanted));
        articles.delete(source, wanted.id());
        return "deleted";
    }

    private static KnowledgeStore.Entry entry(Article article, String text) {
        WantedArticle wanted = article.wanted();
        String title = cut(ArticleText.line(article.title()), TITLE);
        Runbook runbook = new Runbook(wanted.connector() + ":" + wanted.id(), title.isEmpty() ? wanted.id() : title, categories(article.categories()), List.of(), text,
            wanted.connector());
        List<String> labels = article.labels().stream().map(KeepArticle::label).filter(label -> !label.isEmpty()).distinct()
            .limit(LABELS).toList();
        String hash = RunbookFolder.hash(ChunkRunbook.VERSION, runbook.title(), String.join(",", runbook.categories()), String.valueOf(article.url()),
            String.join("\n", labels), String.valueOf(wanted.reviewed()), runbook.text());
        return new KnowledgeStore.Entry(wanted.tenant(), runbook, hash, new Evidence.Origin(wanted.connector(), article.url(), wanted.reviewed()), labels,
            article.changedAt());
    }

    /** Words that are no category are passed over: the connector's file is the operator's, but the words in it may be the source's. */
    static List<String> categories(List<String> words) {
        List<String> known = new ArrayList<>();
        for (String word : words) {
            try {
                String category = Category.of(word.toLowerCase(Locale.ROOT)).json();
                if (!known.contains(category)) {
                    known.add(category);
                }
            } catch (InvalidTicketException e) {
                LOG.debug("an article is mapped to no category: {}", e.getMessage());
            }
        }
        return known;
    }

    static String label(String words) {
        return cut(ArticleText.line(words), LABEL);
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
