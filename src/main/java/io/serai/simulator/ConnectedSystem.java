package io.serai.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stands in for a system that brings tickets, whatever it is spoken to in: what the tests of all connectors ask of it. What it lacks, it says by the
 * {@link Capability capabilities} it has.
 */
public interface ConnectedSystem extends AutoCloseable {

    /** Name of the shipped file in {@code connector-configs/} that connects it. */
    String connector();

    /** What sets it apart from others of the same connector, {@code [a-z0-9-]*}; empty for what the file connects by default. */
    default String variant() {
        return "";
    }

    /** The connector's name where it stands beside others of the same file. */
    default String name() {
        return variant().isEmpty() ? connector() : connector() + "-" + variant();
    }

    /** The environment variables with which that file connects it, without the poll's period. */
    Map<String, String> environment();

    boolean can(Capability capability);

    /** Most records that the hub can be told to take at once in a test; the number it takes if it cannot be told. */
    default int pageSize() {
        return 10;
    }

    /** The time there. */
    Instant now();

    /** @return the id under which the hub knows the new record */
    String open(Report report, Instant at);

    default String open(Report report) {
        return open(report, now());
    }

    /** Somebody takes it on. */
    void change(String id, Instant at);

    /** It is resolved, or over. */
    void resolve(String id, Instant at);

    /** The status in the system's own word. */
    String status(String id);

    /** Notes on a record as people there read them, oldest first; those of all records if the system keeps them apart from records. */
    List<String> notes(String id);

    /**
     * A person writes something on a record.
     *
     * @param toAll false for what only staff may read
     */
    default void say(String id, String person, String text, boolean toAll) {
        throw new UnsupportedOperationException(connector() + " does not tell what people say");
    }

    /** What it sends when this happens to a record that it does not keep; {@code revision} counts what happened to it. */
    default Webhook webhook(Happening what, String id, Report report, Instant openedAt, Instant at, int revision) {
        throw new UnsupportedOperationException(connector() + " sends no webhooks");
    }

    /** Puts what happened there to where a feed finds it; where the hub asks, it lies there already. */
    default void handOver() {
    }

    /** True if the feed has taken, and settled, all that was handed over. */
    default boolean taken() {
        return true;
    }

    /** All that it holds is gone; ids are not used again. */
    void clear();

    /** Credentials are wrong from now on, or right again. */
    void revoke(boolean wrong);

    /** Its clock goes so much before ours. */
    void skew(Duration ahead);

    /** How long it asks to be left alone when there were too many calls; absent if it does not say. */
    default Optional<Duration> asksToWait() {
        return Optional.empty();
    }

    /** Makes all tokens worthless that were given out. */
    default void expireTokens() {
        throw new UnsupportedOperationException(connector() + " gives out no tokens");
    }

    /** How many tokens were given out. */
    default long tokensIssued() {
        return 0;
    }

    /** What may befall a call that fetches records, in the way that is usual here. */
    Set<Fault> readingFaults();

    /** From now on, calls that fetch records go wrong like this; refusals for the rate befall all calls. */
    void failReading(Fault fault);

    /** The next call that writes goes wrong like this. */
    void failWriting(Fault fault);

    /** From now on one call in about {@code n} goes wrong, in ways that pass. */
    void failSome(int n);

    /** Something happens there whenever a page was fetched. */
    void betweenPages(Runnable happening);

    /** Nothing goes wrong or happens by itself any more, the credentials are right, and so is the clock. */
    void calm();

    /** How many calls, or connections, arrived, with those that went wrong. */
    long counted();

    /** Path and query of the newest calls, oldest first; none where calls have no such addresses. */
    default List<String> addresses() {
        return List.of();
    }

    @Override
    void close();
}
