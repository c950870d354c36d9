package io.serai.knowledge;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The number that grows with each change of the store: changes stand in the order of their revisions. */
final class Revisions {

    private final JdbcClient jdbc;

    Revisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param store which store it is: another database has another */
    record Revision(UUID store, long number) {
    }

    Revision now() {
        return jdbc.sql("SELECT store, revision FROM knowledge_revision")
            .query((row, i) -> new Revision(row.getObject(1, UUID.class), row.getLong(2))).single();
    }

    /** Takes the lock that puts all changes in one order; to be called first in each transaction that changes anything. */
    long next() {
        return jdbc.sql("UPDATE knowledge_revision SET revision = revision + 1 RETURNING revision").query(Long.class).single();
    }
}
