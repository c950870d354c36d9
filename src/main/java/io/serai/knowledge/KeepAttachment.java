package io.serai.knowledge;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.article.AttachedFile;
import io.serai.article.WantedAttachment;
import io.serai.document.DocumentBytes;
import io.serai.document.DocumentPart;
import io.serai.document.RefusedDocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads a document that is attached to an article, in a process of its own, and stores what it says beside the article: found by itself, with
 * the article's link, and trusted as much as that. One that cannot be read takes out what it said before, as that is no longer true.
 */
@Component("keepAttachment")
class KeepAttachment {

    private static final Logger LOG = LoggerFactory.getLogger(KeepAttachment.class);

    private final AttachmentStore attachments;
    private final KnowledgeStore store;
    private final DocumentBytes documents;
    private final ChunkRunbook chunker;
    private final TransactionOperations transactions;
    private final MeterRegistry meters;

    KeepAttachment(AttachmentStore attachments, KnowledgeStore store, DocumentBytes documents, Embedder embedder, TransactionOperations transactions,
                   MeterRegistry meters) {
        this.attachments = attachments;
        this.store = store;
        this.documents = documents;
        this.chunker = new ChunkRunbook(embedder::tokens);
        this.transactions = transactions;
        this.meters = meters;
    }

    void keep(AttachedFile file) {
        WantedAttachment wanted = file.wanted();
        List<DocumentPart> parts = List.of();
        Optional<String> fault = Optional.ofNullable(file.fault());
        if (fault.isEmpty()) {
            try {
                parts = documents.read(file.content(), ArticleText.line(wanted.name())).parts();
            } catch (RefusedDocumentException e) {
                fault = Optional.of(e.getMessage());
            }
        }
        fault.ifPresent(why -> LOG.warn("connector {}: attachment {} of article {} is passed over: {}", wanted.article().connector(), wanted.id(),
            wanted.article().id(), why));
        // before the first change, as that holds up all others until the end of the transaction
        List<List<Chunk>> chunks = parts.stream().map(part -> chunker.chunks(part.text())).toList();
        List<DocumentPart> said = parts;
        String why = fault.orElse(null);
        boolean kept = Boolean.TRUE.equals(transactions.execute(status -> attachments.settled(wanted, why) && put(wanted, said, chunks)));
        meters.counter("serai.knowledge.attachments", "connector", wanted.article().connector(), "outcome", !kept ? "overtaken" : why == null ? "stored" : "unreadable")
            .increment();
    }

    private boolean put(WantedAttachment wanted, List<DocumentPart> parts, List<List<Chunk>> chunks) {
        List<UUID> gone = new ArrayList<>(attachments.documents(wanted.article(), AttachmentStore.name(wanted)));
        for (int i = 0; i < parts.size(); i++) {
            List<Chunk> cut = chunks.get(i);
            UUID id = store.put(entry(wanted, i, parts.get(i)), runbook -> cut);
            store.language(id, parts.get(i).language());
            gone.remove(id);
        }
        store.remove(gone);
        return true;
    }

    private static KnowledgeStore.Entry entry(WantedAttachment wanted, int number, DocumentPart part) {
        Runbook runbook = new Runbook(AttachmentStore.name(wanted) + (number == 0 ? "" : ":" + number), part.title(), KeepArticle.categories(wanted.categories()),
            List.of(), part.text(), wanted.article().connector());
        List<String> labels = Stream.of(wanted.title(), ArticleText.line(wanted.name()), part.path()).map(KeepArticle::label).filter(label -> !label.isEmpty())
            .distinct().toList();
        String hash = RunbookFolder.hash(ChunkRunbook.VERSION, "attachment", runbook.title(), String.join(",", runbook.categories()), String.valueOf(wanted.url()),
            String.join("\n", labels), part.language(), String.valueOf(wanted.article().reviewed()), runbook.text());
        return new KnowledgeStore.Entry(wanted.article().tenant(), runbook, hash,
            new Evidence.Origin(wanted.article().connector(), wanted.url(), wanted.article().reviewed()), labels, null);
    }
}
