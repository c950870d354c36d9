package io.serai.database;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Collects rows that nobody reads within the transaction they belong to, and writes all of them in one go just before it commits: they
 * stand or fall with it, for one round trip. Outside a transaction a row is written at once. Safe for concurrent use.
 *
 * @param <T> what is written
 */
public final class BeforeCommit<T> {

    private final Consumer<List<T>> write;

    /** @param write gets at least one row, in the order in which they were added; what it throws rolls the transaction back */
    public BeforeCommit(Consumer<List<T>> write) {
        this.write = write;
    }

    public void add(T row) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            pending().rows.add(row);
        } else {
            write.accept(List.of(row));
        }
    }

    private Pending<T> pending() {
        for (TransactionSynchronization known : TransactionSynchronizationManager.getSynchronizations()) {
            if (known instanceof Pending<?> pending && pending.owner == this) {
                @SuppressWarnings("unchecked") // made below, by this owner
                Pending<T> mine = (Pending<T>) pending;
                return mine;
            }
        }
        Pending<T> fresh = new Pending<>(this);
        TransactionSynchronizationManager.registerSynchronization(fresh);
        return fresh;
    }

    private static final class Pending<T> implements TransactionSynchronization {
        private final BeforeCommit<T> owner;
        private final List<T> rows = new ArrayList<>();

        Pending(BeforeCommit<T> owner) {
            this.owner = owner;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            owner.write.accept(List.copyOf(rows));
        }
    }
}
