package io.serai.knowledgebase;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.api.IfMatch;
import io.serai.api.Page;
import io.serai.api.PageRequest;
import io.serai.api.Tenant;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of an article's versions. */
@RestController
@RequestMapping("/api/v1/knowledge/articles/{id}")
class VersionController {

    private final KnowledgeBaseStore store;
    private final KnowledgeBase base;

    VersionController(KnowledgeBaseStore store, KnowledgeBase base) {
        this.store = store;
        this.base = base;
    }

    /** A version without its text. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(int version, String title, String author, String comment, Integer restoredFrom, Instant madeAt) {
    }

    /** @param diff in unified form with three lines of context; empty if the two say the same */
    record Diff(int from, int to, String diff) {
    }

    /** Latest first. */
    @GetMapping("/versions")
    Page<Row> list(@PathVariable("id") UUID id, Tenant tenant, PageRequest page) {
        if (page.after() != null && !page.after().matches("[1-9][0-9]{0,8}")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The parameter 'after' must be the 'next' of an earlier page of this list, unchanged.");
        }
        int below = page.after() == null ? Integer.MAX_VALUE : Integer.parseInt(page.after());
        List<Row> rows = store.versions(article(id, tenant), below, page.limit()).stream()
            .map(v -> new Row(v.version(), v.content().title(), v.author(), v.comment(), v.restoredFrom(), v.madeAt())).toList();
        return Page.of(rows, page, row -> Integer.toString(row.version()));
    }

    @GetMapping("/versions/{version}")
    Version get(@PathVariable("id") UUID id, @PathVariable("version") int version, Tenant tenant) {
        return version(article(id, tenant), version);
    }

    /** Title, categories, labels, body and steps of two versions, compared line by line. */
    @GetMapping("/diff")
    Diff diff(@PathVariable("id") UUID id, Tenant tenant, @RequestParam("from") int from, @RequestParam("to") int to) {
        Article article = article(id, tenant);
        String diff = LineDiff.unified("version " + from, version(article, from).content().whole(), "version " + to, version(article, to).content().whole());
        return new Diff(from, to, diff);
    }

    /** Makes the content of an earlier version the next version: a draft, until somebody approves it. */
    @PostMapping("/versions/{version}/restore")
    ResponseEntity<Article> restore(@PathVariable("id") UUID id, @PathVariable("version") int version, Tenant tenant, IfMatch seen, Principal user) {
        return KnowledgeBaseController.tagged(base.restore(tenant.name(), id, seen, version, user.getName()));
    }

    private Article article(UUID id, Tenant tenant) {
        return store.find(tenant.name(), id).orElseThrow(KnowledgeBase::unknown);
    }

    private Version version(Article article, int version) {
        return store.version(article, version)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "The article has no version " + version + "."));
    }
}
