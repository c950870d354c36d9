package io.serai.document;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Puts what a document says on the shelf in place of what it said before, or notes why it is refused; then lets go of its content. */
@Component("keepDocument")
class KeepDocument {

    private static final int NOTES = 200;

    private final DocumentStore store;
    private final DocumentShelf shelf;
    private final TransactionOperations transactions;
    private final AuditTrail audit;
    private final MeterRegistry meters;

    KeepDocument(DocumentStore store, DocumentShelf shelf, TransactionOperations transactions, AuditTrail audit, MeterRegistry meters) {
        this.store = store;
        this.shelf = shelf;
        this.transactions = transactions;
        this.audit = audit;
        this.meters = meters;
    }

    void keep(DocumentOutcome outcome) {
        String what = transactions.execute(status -> store.lock(outcome.waiting()).map(document -> settle(document, outcome)).orElse("overtaken"));
        meters.counter("serai.document.uploads", "outcome", what).increment();
    }

    private String settle(StoredDocument document, DocumentOutcome outcome) {
        if (outcome.text().isPresent()) {
            DocumentReader.Text text = outcome.text().get();
            shelf.put(new ShelvedDocument(document.id(), document.tenant(), document.categories(), document.reviewed(), document.uploadedAt(), text.parts()));
            store.kept(document.id(), notes(text));
            return "kept";
        }
        if (outcome.fault().isEmpty()) {
            return "overtaken";
        }
        store.refused(document.id(), outcome.fault().get());
        audit.record(AuditEntry.byHub("document-refused", null, Map.of("document", document.id().toString(), "name", document.name(), "reason", outcome.fault().get())));
        return "refused";
    }

    private static List<String> notes(DocumentReader.Text text) {
        List<String> notes = new ArrayList<>();
        text.parts().forEach(part -> part.notes().forEach(note -> notes.add(part.path().isEmpty() ? note : part.path() + ": " + note)));
        notes.addAll(text.leftOut());
        if (notes.size() > NOTES) {
            return List.copyOf(notes.subList(0, NOTES));
        }
        return notes;
    }
}
