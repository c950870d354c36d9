package io.serai.knowledgebase;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.serai.api.IfMatch;
import io.serai.api.Page;
import io.serai.api.PageRequest;
import io.serai.api.Tenant;
import io.serai.knowledgebase.FindArticles.Query;
import io.serai.knowledgebase.FindArticles.Row;
import io.serai.knowledgebase.PageEffects.Effect;
import io.serai.knowledgebase.PageEffects.LinkedTicket;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of articles and runbooks. */
@RestController
@RequestMapping("/api/v1/knowledge/articles")
class KnowledgeBaseController {

    private static final int LONGEST = 1_000;
    private static final Pattern CURSOR = Pattern.compile("([0-9.E-]{1,20})~([0-9a-f-]{36})");

    private final KnowledgeBase base;
    private final KnowledgeBaseStore store;
    private final FindArticles finder;
    private final Opinions opinions;
    private final PageEffects effects;

    KnowledgeBaseController(KnowledgeBase base, KnowledgeBaseStore store, FindArticles finder, Opinions opinions, PageEffects effects) {
        this.base = base;
        this.store = store;
        this.finder = finder;
        this.opinions = opinions;
        this.effects = effects;
    }

    /** An article with what it did for tickets. */
    record WithEffect(@JsonUnwrapped Article article, Effect effect) {
    }

    /** What is absent stays as it is. */
    record Tended(String owner, Instant reviewAt) {
    }

    /**
     * The newest first; with words, what fits them best first.
     *
     * @param q     words to look for in title, steps and body
     * @param state {@code draft}, {@code in_review}, {@code published} or {@code retired}
     * @param due   true: only what is published, and whose date for a look has come
     */
    @GetMapping
    Page<Row> list(Tenant tenant, PageRequest page, @RequestParam(name = "q", defaultValue = "") String q,
                   @RequestParam(name = "state", required = false) String state, @RequestParam(name = "kind", required = false) String kind,
                   @RequestParam(name = "category", required = false) String category, @RequestParam(name = "owner", required = false) String owner,
                   @RequestParam(name = "due", defaultValue = "false") boolean due) {
        if (q.length() > LONGEST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'q' is longer than " + LONGEST + " characters.");
        }
        Query query = new Query(tenant.name(), q.replace("\0", ""), state == null ? null : State.of(state), kind == null ? null : Kind.of(kind), category, owner, due);
        return Page.of(q.isBlank() ? finder.list(query, page.afterId(), page.limit()) : search(query, page), page, Row::cursor);
    }

    private List<Row> search(Query query, PageRequest page) {
        if (page.after() == null) {
            return finder.search(query, null, null, page.limit());
        }
        Matcher cursor = CURSOR.matcher(page.after());
        if (!cursor.matches()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The parameter 'after' must be the 'next' of an earlier page of this search, unchanged.");
        }
        try {
            return finder.search(query, Float.valueOf(cursor.group(1)), UUID.fromString(cursor.group(2)), page.limit());
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The parameter 'after' must be the 'next' of an earlier page of this search, unchanged.", e);
        }
    }

    @PostMapping
    ResponseEntity<Article> create(Tenant tenant, @RequestBody Written written, Principal user) {
        Article article = base.create(tenant.name(), written, user.getName());
        return ResponseEntity.created(URI.create("/api/v1/knowledge/articles/" + article.id())).eTag(IfMatch.tag(article.revision())).body(article);
    }

    /** With its text, and what it did for tickets; counts as a view of this user on this day. */
    @GetMapping("/{id}")
    ResponseEntity<WithEffect> get(@PathVariable("id") UUID id, Tenant tenant, Principal user) {
        Article found = find(id, tenant);
        Article article = opinions.view(found, user.getName()) ? find(id, tenant) : found;
        Effect effect = article.document() == null ? Effect.NONE : effects.effect(tenant.name(), article.document());
        return ResponseEntity.ok().eTag(IfMatch.tag(article.revision())).body(new WithEffect(article, effect));
    }

    /** The next version; {@code kind}, {@code owner} and {@code reviewAt} stay as they are. */
    @PutMapping("/{id}")
    ResponseEntity<Article> edit(@PathVariable("id") UUID id, Tenant tenant, IfMatch seen, @RequestBody Written written, Principal user) {
        return tagged(base.edit(tenant.name(), id, seen, written, user.getName()));
    }

    /** Owner and date of the next look; makes no version. */
    @PatchMapping("/{id}")
    ResponseEntity<Article> tend(@PathVariable("id") UUID id, Tenant tenant, IfMatch seen, @RequestBody Tended tended, Principal user) {
        return tagged(base.tend(tenant.name(), id, seen, tended.owner(), tended.reviewAt(), user.getName()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable("id") UUID id, Tenant tenant, IfMatch seen, Principal user) {
        base.delete(tenant.name(), id, seen, user.getName());
    }

    /** Tickets that it is linked to; newest link first. */
    @GetMapping("/{id}/tickets")
    Page<LinkedTicket> tickets(@PathVariable("id") UUID id, Tenant tenant, PageRequest page) {
        Article article = find(id, tenant);
        return article.document() == null ? new Page<>(List.of(), null)
            : Page.of(effects.tickets(tenant.name(), article.document(), page.afterId(), page.limit()), page, LinkedTicket::id);
    }

    private Article find(UUID id, Tenant tenant) {
        return store.find(tenant.name(), id).orElseThrow(KnowledgeBase::unknown);
    }

    static ResponseEntity<Article> tagged(Article article) {
        return ResponseEntity.ok().eTag(IfMatch.tag(article.revision())).body(article);
    }
}
