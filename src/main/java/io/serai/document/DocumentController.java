package io.serai.document;

import io.serai.api.Page;
import io.serai.api.PageRequest;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The API of uploaded documents. */
@RestController
@RequestMapping("/api/v1/knowledge/documents")
class DocumentController {

    private static final Set<String> STATES = Set.of("waiting", "reading", "kept", "refused");
    /** May vouch for what it uploads. */
    private static final String REVIEWER = "ADMIN";

    private final TakeUploads uploads;
    private final DocumentStore store;
    private final DocumentShelf shelf;
    private final ShowDocuments show;
    private final DocumentEvents events;
    private final TransactionOperations transactions;
    private final AuditTrail audit;

    DocumentController(TakeUploads uploads, DocumentStore store, DocumentShelf shelf, ShowDocuments show, DocumentEvents events,
                       TransactionOperations transactions, AuditTrail audit) {
        this.uploads = uploads;
        this.store = store;
        this.shelf = shelf;
        this.show = show;
        this.events = events;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** What becomes of an upload can be followed under each item's id. */
    @Operation(summary = "Uploads one or more documents",
        description = "What is not vouched for (reviewed=false, or a caller who may not review) is shown to people, and nothing is concluded from it until it is reviewed.")
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Page<DocumentView> upload(@RequestParam("file") List<MultipartFile> files, @RequestParam(defaultValue = "default") String tenant,
                              @RequestParam Optional<Boolean> reviewed, @RequestParam(defaultValue = "") List<String> categories, HttpServletRequest request) {
        boolean reviewer = request.isUserInRole(REVIEWER);
        if (reviewed.orElse(false) && !reviewer) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Only somebody who may review documents uploads them as 'reviewed'.");
        }
        List<StoredDocument> taken = uploads.take(files, tenant, categories, reviewed.orElse(reviewer), request.getUserPrincipal().getName());
        return new Page<>(show.show(taken.stream().distinct().toList()), null);
    }

    @GetMapping
    Page<DocumentView> list(PageRequest page, @RequestParam Optional<String> tenant, @RequestParam Optional<String> state, @RequestParam Optional<Boolean> reviewed) {
        if (state.filter(word -> !STATES.contains(word)).isPresent()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'state' must be waiting, reading, kept or refused.");
        }
        Page<StoredDocument> found = Page.of(store.list(page, tenant, state, reviewed), page, document -> document.id().toString());
        return new Page<>(show.show(found.items()), found.next());
    }

    @GetMapping("/{id}")
    DocumentView get(@PathVariable UUID id) {
        return show.show(find(id));
    }

    @Operation(summary = "Tells how far a document is, as server-sent events", description = "An event is named after the state; the last one is ready, refused or deleted.")
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable UUID id) {
        return events.listen(find(id).id());
    }

    @Operation(summary = "Vouches for a document: from now on conclusions may be drawn from it")
    @PostMapping("/{id}/review")
    DocumentView review(@PathVariable UUID id, HttpServletRequest request) {
        if (!request.isUserInRole(REVIEWER)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Only somebody who may review documents can vouch for one.");
        }
        StoredDocument document = find(id);
        transactions.executeWithoutResult(status -> {
            store.reviewed(id);
            shelf.review(id, document.tenant());
            record("document-reviewed", document, request.getUserPrincipal());
        });
        return show.show(find(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, Principal user) {
        StoredDocument document = find(id);
        transactions.executeWithoutResult(status -> {
            if (store.delete(id)) {
                shelf.remove(id, document.tenant());
                record("document-deleted", document, user);
            }
        });
    }

    private void record(String what, StoredDocument document, Principal user) {
        audit.record(new AuditEntry(user.getName(), what, null, Map.of("document", document.id().toString(), "name", document.name())));
    }

    private StoredDocument find(UUID id) {
        return store.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no document with this id."));
    }

    @ExceptionHandler
    ProblemDetail taken(ReviewedDocumentException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
    }

    /** The rest of the body is read to nowhere, within its limit: a sender that is cut off would never see the answer. */
    @ExceptionHandler
    ProblemDetail unreadable(MultipartException e, HttpServletRequest request) throws IOException {
        uploads.passOver(request.getInputStream());
        return uploads.refusal(e);
    }

    @ExceptionHandler
    ProblemDetail unreadable(UncheckedIOException e) throws IOException {
        throw e.getCause();
    }
}
