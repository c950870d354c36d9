package io.serai.knowledgebase;

import io.serai.api.IfMatch;
import io.serai.api.Tenant;
import java.security.Principal;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of an article's way from draft to published to retired, and of votes on it. */
@RestController
@RequestMapping("/api/v1/knowledge/articles/{id}")
class ReviewController {

    private final KnowledgeBase base;
    private final KnowledgeBaseStore store;
    private final Opinions opinions;

    ReviewController(KnowledgeBase base, KnowledgeBaseStore store, Opinions opinions) {
        this.base = base;
        this.store = store;
        this.opinions = opinions;
    }

    /** @param comment for the record, at most 500 characters; may be absent, but where an article goes back to its author */
    record Remark(String comment) {
        private static String of(Remark remark) {
            return remark == null ? null : remark.comment();
        }
    }

    record Vote(Boolean helpful) {
    }

    @PostMapping("/submit")
    ResponseEntity<Article> submit(@PathVariable("id") UUID id, Tenant tenant, IfMatch seen, Principal user) {
        return KnowledgeBaseController.tagged(base.submit(tenant.name(), id, seen, user.getName()));
    }

    /** By somebody who wrote no part of what is new in it. */
    @PostMapping("/approve")
    ResponseEntity<Article> approve(@PathVariable("id") UUID id, Tenant tenant, IfMatch seen, @RequestBody(required = false) Remark remark, Principal user) {
        return KnowledgeBaseController.tagged(base.approve(tenant.name(), id, seen, Remark.of(remark), user.getName()));
    }

    /** Back to its author, with what is to be changed. */
    @PostMapping("/return")
    ResponseEntity<Article> returnToAuthor(@PathVariable("id") UUID id, Tenant tenant, IfMatch seen, @RequestBody(required = false) Remark remark,
                                           Principal user) {
        return KnowledgeBaseController.tagged(base.returnToAuthor(tenant.name(), id, seen, Remark.of(remark), user.getName()));
    }

    @PostMapping("/retire")
    ResponseEntity<Article> retire(@PathVariable("id") UUID id, Tenant tenant, IfMatch seen, @RequestBody(required = false) Remark remark, Principal user) {
        return KnowledgeBaseController.tagged(base.retire(tenant.name(), id, seen, Remark.of(remark), user.getName()));
    }

    /** One vote a person: a later one takes the place of the earlier. */
    @PutMapping("/vote")
    ResponseEntity<Article> vote(@PathVariable("id") UUID id, Tenant tenant, @RequestBody Vote vote, Principal user) {
        if (vote.helpful() == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'helpful' must be true or false.");
        }
        opinions.vote(tenant.name(), id, user.getName(), vote.helpful());
        return KnowledgeBaseController.tagged(store.find(tenant.name(), id).orElseThrow(KnowledgeBase::unknown));
    }

    @DeleteMapping("/vote")
    ResponseEntity<Article> takeBack(@PathVariable("id") UUID id, Tenant tenant, Principal user) {
        opinions.takeBack(tenant.name(), id, user.getName());
        return KnowledgeBaseController.tagged(store.find(tenant.name(), id).orElseThrow(KnowledgeBase::unknown));
    }
}
