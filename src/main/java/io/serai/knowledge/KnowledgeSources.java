package io.serai.knowledge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.api.Page;
import io.serai.api.PageRequest;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.knowledge.ArticleStore.Source;
import io.serai.knowledge.ArticleStore.State;
import java.security.Principal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of connected knowledge bases. What a person decides stands in the audit trail. */
@RestController
@RequestMapping("/api/v1/knowledge/sources")
class KnowledgeSources {

    private final ArticleStore articles;
    private final KnowledgeStore store;
    private final AuditTrail audit;

    KnowledgeSources(ArticleStore articles, KnowledgeStore store, AuditTrail audit, MeterRegistry meters) {
        this.articles = articles;
        this.store = store;
        this.audit = audit;
        Gauge.builder("serai.knowledge.deletions.held", articles, all -> all.all().stream().mapToInt(State::held).sum())
            .description("Articles that are no longer listed, and wait for a person to confirm that they are deleted").register(meters);
    }

    /** At most 500 in all. */
    @GetMapping
    Page<State> list(PageRequest request) {
        List<State> rows = articles.all().stream().sorted(Comparator.comparing(KnowledgeSources::key))
            .filter(state -> request.after() == null || key(state).compareTo(request.after()) > 0)
            .limit(request.limit()).toList();
        return Page.of(rows, request, KnowledgeSources::key);
    }

    private static String key(State state) {
        return state.connector() + "~" + state.tenant();
    }

    /** Lets as many deletions go on as wait now; the source is still asked about each article. */
    @PostMapping("/{connector}/confirm")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void confirm(@PathVariable("connector") String connector, @RequestParam(defaultValue = "default") String tenant, Principal user) {
        State state = find(new Source(tenant, connector));
        if (state.held() == 0) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "No deletions of this source wait for a person.");
        }
        articles.hold(new Source(tenant, connector), 0, state.missing());
        audit.record(new AuditEntry(user.getName(), "knowledge-deletions-confirmed", null,
            Map.of("connector", connector, "tenant", tenant, "articles", Integer.toString(state.missing()))));
    }

    /** Forgets all that a source brought. If its connector is still on, the next full list brings it again. */
    @DeleteMapping("/{connector}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void forget(@PathVariable("connector") String connector, @RequestParam(defaultValue = "default") String tenant, Principal user) {
        State state = find(new Source(tenant, connector));
        store.remove(articles.forget(new Source(tenant, connector)));
        audit.record(new AuditEntry(user.getName(), "knowledge-source-forgotten", null,
            Map.of("connector", connector, "tenant", tenant, "articles", Integer.toString(state.articles()))));
    }

    private State find(Source source) {
        return articles.find(source)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No knowledge base of this name was ever listed for this tenant."));
    }
}
