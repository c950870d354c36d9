package io.serai.database;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database of this hub. It starts beside the rest of the hub; who first asks for it waits until it is there. */
class HubDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubDatabase.class);

    private final CompletableFuture<Database> database = new CompletableFuture<>();

    HubDatabase(DatabaseProperties properties, Path home) {
        if (properties.external()) {
            ready(Database.external(properties));
            return;
        }
        // held here and now, so that a second hub fails before it does anything else
        DataFolder data = DataFolder.hold(home.resolve("data"));
        Thread starter = new Thread(() -> {
            try {
                ready(EmbeddedDatabase.start(data));
            } catch (RuntimeException | Error e) {
                database.completeExceptionally(e);
            }
        }, "database-start");
        starter.start();
    }

    private void ready(Database found) {
        LOG.info("database: {}", found.shown());
        database.complete(found);
    }

    /** @throws DatabaseStartException if it cannot be had */
    Database get() {
        try {
            return database.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DatabaseStartException fault) {
                throw new DatabaseStartException(fault.getMessage(), fault.action(), fault);
            }
            throw e;
        }
    }

    /** Waits for a start that is under way, then stops what was started. */
    @Override
    public void close() {
        database.handle((found, fault) -> {
            if (found != null) {
                found.stop().run();
            }
            return null;
        }).join();
    }
}
