package io.serai.knowledge;

import io.serai.document.DocumentPart;
import io.serai.document.DocumentShelf;
import io.serai.document.ShelvedDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Makes uploaded documents part of the knowledge: each part of one is found by itself. What an upload says is data: it names no action. */
@Component
class ShelveDocument implements DocumentShelf {

    /** The source of what was uploaded. */
    static final String SOURCE = "upload";

    private final JdbcClient jdbc;
    private final KnowledgeStore store;
    private final KeepKnowledge keeper;
    private final ChunkRunbook chunker;
    private final TransactionOperations transactions;

    ShelveDocument(JdbcClient jdbc, KnowledgeStore store, KeepKnowledge keeper, Embedder embedder, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.store = store;
        this.keeper = keeper;
        this.chunker = new ChunkRunbook(embedder::tokens);
        this.transactions = transactions;
    }

    @Override
    public void put(ShelvedDocument document) {
        // before the first change, as that holds up all others until the end of the transaction
        List<List<Chunk>> chunks = document.parts().stream().map(part -> chunker.chunks(part.text())).toList();
        transactions.executeWithoutResult(status -> {
            List<UUID> gone = new ArrayList<>(documents(document.id(), document.tenant()));
            for (int i = 0; i < document.parts().size(); i++) {
                DocumentPart part = document.parts().get(i);
                List<Chunk> cut = chunks.get(i);
                UUID id = store.put(entry(document, i, part), runbook -> cut);
                store.language(id, part.language());
                gone.remove(id);
            }
            store.remove(gone);
            wakeAfterCommit();
        });
    }

    private void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                keeper.wake();
            }
        });
    }

    private static KnowledgeStore.Entry entry(ShelvedDocument document, int number, DocumentPart part) {
        Runbook runbook = new Runbook(name(document.id()) + (number == 0 ? "" : ":" + number), part.title(), document.categories(), List.of(), part.text(), SOURCE);
        String hash = RunbookFolder.hash(ChunkRunbook.VERSION, SOURCE, runbook.title(), String.join(",", runbook.categories()), part.path(), part.language(),
            String.valueOf(document.reviewed()), runbook.text());
        return new KnowledgeStore.Entry(document.tenant(), runbook, hash, new Evidence.Origin(SOURCE, null, document.reviewed()),
            part.path().isEmpty() ? List.of() : List.of(part.path()), document.uploadedAt());
    }

    @Override
    public void remove(UUID document, String tenant) {
        transactions.executeWithoutResult(status -> {
            store.remove(documents(document, tenant));
            wakeAfterCommit();
        });
    }

    @Override
    public void review(UUID document, String tenant) {
        transactions.executeWithoutResult(status -> {
            store.review(documents(document, tenant));
            wakeAfterCommit();
        });
    }

    @Override
    public Map<UUID, Progress> progress(Map<UUID, String> tenants) {
        Map<UUID, Progress> progress = new HashMap<>();
        tenants.forEach((document, tenant) -> {
            List<UUID> parts = documents(document, tenant);
            if (!parts.isEmpty()) {
                KnowledgeStore.Embedded embedded = store.embeddedOf(parts);
                progress.put(document, new Progress(embedded.chunks(), embedded.embedded()));
            }
        });
        return progress;
    }

    private List<UUID> documents(UUID document, String tenant) {
        return jdbc.sql("SELECT id FROM knowledge_document WHERE tenant = :tenant AND source = :source AND (name = :name OR name LIKE :name || ':%')")
            .param("tenant", tenant).param("source", SOURCE).param("name", name(document)).query(UUID.class).list();
    }

    private static String name(UUID document) {
        return SOURCE + ":" + document;
    }
}
