package io.serai.knowledgebase;

import io.serai.api.IfMatch;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.knowledge.Evidence;
import io.serai.knowledge.PublishedPage;
import io.serai.knowledge.PublishedPages;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * The way of an article: written, submitted, approved by somebody who wrote no part of what is new in it, published, retired. What is published
 * stays so, unchanged, while a later version is written and reviewed. Each change names the revision that it goes by, and stands or falls with
 * its line in the audit trail.
 */
@Component
class KnowledgeBase implements Drafts {

    private static final int COMMENT = 500;
    private static final int OWNER = 100;

    private final KnowledgeBaseStore store;
    private final CheckSteps steps;
    private final PublishedPages pages;
    private final AuditTrail audit;
    private final KnowledgeBaseProperties properties;
    private final Clock clock;

    KnowledgeBase(KnowledgeBaseStore store, CheckSteps steps, PublishedPages pages, AuditTrail audit, KnowledgeBaseProperties properties, Clock clock) {
        this.store = store;
        this.steps = steps;
        this.pages = pages;
        this.audit = audit;
        this.properties = properties;
        this.clock = clock;
    }

    /** @throws InvalidArticleException naming the field that is wrong; so do all methods that take what a person has written */
    @Transactional
    Article create(String tenant, Written written, String user) {
        Kind kind = written.kind() == null ? Kind.ARTICLE : Kind.of(written.kind());
        Content content = written.content();
        steps.check(kind, content.steps());
        String owner = written.owner() == null ? user : Clean.line("owner", written.owner(), OWNER);
        return created(store.insert(tenant, kind, content, owner, user, written.reviewAt(), List.of()), comment(written.comment()), user);
    }

    @Override
    @Transactional
    public UUID keep(Draft draft) {
        Content content = new Content(draft.title(), draft.body(), draft.categories(), List.of(),
            draft.steps().stream().map(step -> new Step(step, null, null)).toList());
        Article article = created(store.insert(draft.tenant(), Kind.RUNBOOK, content, AUTHOR, AUTHOR, null, draft.tickets()), null, AUTHOR);
        if (draft.submit()) {
            record(store.submitted(article, AUTHOR), "submitted", AUTHOR, null);
        }
        return article.uuid();
    }

    @Override
    public Optional<UUID> draftedFrom(String tenant, Collection<String> tickets) {
        return tickets.isEmpty() ? Optional.empty() : store.draftedFrom(tenant, tickets);
    }

    private Article created(Article article, String comment, String user) {
        store.keepVersion(article, comment, null);
        record(article, "created", user, comment);
        return article;
    }

    /** Makes what was written the next version; an article that was in review is a draft again. */
    @Transactional
    Article edit(String tenant, UUID id, IfMatch seen, Written written, String user) {
        Article locked = locked(tenant, id, seen);
        return written(locked, written.content(), comment(written.comment()), null, user);
    }

    /** Makes the content of an earlier version the next version. */
    @Transactional
    Article restore(String tenant, UUID id, IfMatch seen, int version, String user) {
        Article locked = locked(tenant, id, seen);
        Version earlier = store.version(locked, version).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "The article has no such version."));
        return written(locked, earlier.content(), null, version, user);
    }

    private Article written(Article locked, Content content, String comment, Integer restoredFrom, String user) {
        steps.check(locked.kind(), content.steps());
        Article article = store.write(locked, content, user);
        store.keepVersion(article, comment, restoredFrom);
        record(article, restoredFrom == null ? "changed" : "restored", user, comment);
        return article;
    }

    /** Hands the latest version to whoever approves it. */
    @Transactional
    Article submit(String tenant, UUID id, IfMatch seen, String user) {
        Article locked = locked(tenant, id, seen);
        require(locked, State.DRAFT, "submitted");
        if (locked.content().text().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The article has neither a body nor steps: there is nothing to approve.");
        }
        Article article = store.submitted(locked, user);
        record(article, "submitted", user, null);
        return article;
    }

    /** Publishes the version in review. @throws ResponseStatusException 403 if the user wrote any of what is new in it */
    @Transactional
    Article approve(String tenant, UUID id, IfMatch seen, String said, String user) {
        Article locked = locked(tenant, id, seen);
        require(locked, State.IN_REVIEW, "approved");
        int published = locked.publishedVersion() == null ? 0 : locked.publishedVersion();
        if (store.authorsAfter(locked, published).contains(user.toLowerCase(Locale.ROOT))) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Who wrote it cannot approve it; someone else has to.");
        }
        steps.check(locked.kind(), locked.content().steps());
        Instant now = clock.instant();
        Instant review = locked.reviewAt() != null && locked.reviewAt().isAfter(now) ? locked.reviewAt() : now.plus(properties.reviewAfter());
        UUID document = pages.put(page(locked, now));
        pages.boost(document, Opinions.boost(locked));
        Article article = store.published(locked, document, user, comment(said), review);
        record(article, "published", user, comment(said));
        return article;
    }

    /** Sends the version in review back to its author. */
    @Transactional
    Article returnToAuthor(String tenant, UUID id, IfMatch seen, String said, String user) {
        Article locked = locked(tenant, id, seen);
        require(locked, State.IN_REVIEW, "returned");
        String comment = comment(said);
        if (comment == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'comment' must say what is to be changed.");
        }
        Article article = store.returned(locked, comment);
        record(article, "returned", user, comment);
        return article;
    }

    /** Takes the article out of what the hub answers from; it can be written anew. */
    @Transactional
    Article retire(String tenant, UUID id, IfMatch seen, String said, String user) {
        Article locked = locked(tenant, id, seen);
        if (locked.state() == State.RETIRED) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The article is retired already.");
        }
        pages.remove(tenant, locked.name());
        Article article = store.retired(locked, comment(said));
        record(article, "retired", user, comment(said));
        return article;
    }

    /** Changes who sees to it, and when it is looked at next; what is absent stays as it is. */
    @Transactional
    Article tend(String tenant, UUID id, IfMatch seen, String owner, Instant reviewAt, String user) {
        Article locked = locked(tenant, id, seen);
        Article article = store.tended(locked, owner == null ? locked.owner() : Clean.line("owner", owner, OWNER), reviewAt == null ? locked.reviewAt() : reviewAt);
        record(article, "tended", user, null);
        return article;
    }

    /** Deletes a draft that was never published; what was is retired instead, so that what it answered can still be looked up. */
    @Transactional
    void delete(String tenant, UUID id, IfMatch seen, String user) {
        Article locked = locked(tenant, id, seen);
        if (locked.publishedAt() != null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The article was published once: it can be retired, and not deleted.");
        }
        store.delete(locked);
        record(locked, "deleted", user, null);
    }

    private static PublishedPage page(Article article, Instant now) {
        Content content = article.content();
        return new PublishedPage(article.tenant(), article.name(), article.kind() == Kind.RUNBOOK ? Evidence.RUNBOOK : Evidence.ARTICLE, content.title(),
            content.text(), content.categories(), content.actions(), content.labels(), now);
    }

    private Article locked(String tenant, UUID id, IfMatch seen) {
        Article article = store.lock(tenant, id).orElseThrow(KnowledgeBase::unknown);
        seen.check(article.revision());
        return article;
    }

    static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no article with this id.");
    }

    private static void require(Article article, State state, String participle) {
        if (article.state() != state) {
            throw new ResponseStatusException(HttpStatus.CONFLICT,
                "The article is " + article.state().json() + ", and only what is " + state.json() + " can be " + participle + ".");
        }
    }

    private static String comment(String text) {
        String clean = Clean.text("comment", text == null ? null : text.replaceAll("\\s+", " "), COMMENT);
        return clean.isEmpty() ? null : clean;
    }

    private void record(Article article, String what, String user, String comment) {
        Map<String, String> details = new TreeMap<>(Map.of("article", article.name(), "tenant", article.tenant(), "version", Integer.toString(article.version())));
        if (comment != null) {
            details.put("comment", comment);
        }
        audit.record(new AuditEntry(user, "article-" + what, null, details));
    }
}
