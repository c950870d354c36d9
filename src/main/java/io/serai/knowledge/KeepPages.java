package io.serai.knowledge;

import io.serai.article.Article;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps approved pages among the runbooks and articles; invisible characters stay behind, as with any other page. */
@Component
class KeepPages implements PublishedPages {

    /** What an article of this house names as its source. */
    static final String SOURCE = "knowledge-base";

    private final KnowledgeStore store;
    private final SearchKnowledge knowledge;
    private final ChunkRunbook chunker;
    private final JdbcClient jdbc;

    KeepPages(KnowledgeStore store, SearchKnowledge knowledge, Embedder embedder, JdbcClient jdbc) {
        this.store = store;
        this.knowledge = knowledge;
        this.chunker = new ChunkRunbook(embedder::tokens);
        this.jdbc = jdbc;
    }

    @Override
    public UUID put(PublishedPage page) {
        String text = ArticleText.markdown(Article.Format.TEXT, page.text());
        Runbook runbook = new Runbook(page.name(), ArticleText.line(page.title()), page.categories(), page.actions(), text, SOURCE);
        Evidence.Origin origin = page.type().equals(Evidence.RUNBOOK) ? null : new Evidence.Origin(SOURCE, null, true);
        String hash = RunbookFolder.hash(ChunkRunbook.VERSION, page.type(), runbook.title(), String.join(",", page.categories()),
            String.join(",", page.actions()), String.join("\n", page.labels()), text);
        return store.put(new KnowledgeStore.Entry(page.tenant(), runbook, hash, origin, page.labels(), page.changedAt()), kept -> chunker.chunks(kept.text()));
    }

    @Override
    public void remove(String tenant, String name) {
        store.remove(jdbc.sql("SELECT id FROM knowledge_document WHERE tenant = ? AND name = ?").params(tenant, name).query(UUID.class).list());
    }

    @Override
    public void boost(UUID document, double boost) {
        store.boost(Map.of(document, boost));
    }

    @Override
    public List<Evidence> find(String tenant, String title, String text, int size) {
        return knowledge.search(new KnowledgeSearch(new Question("", title, text), tenant, size)).items();
    }
}
