package io.serai.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One comparison of what a system has with what the hub got from it. Safe for concurrent use. */
final class Comparison {

    /** More gaps are counted, and fetched, but not listed. */
    private static final int LISTED = 1_000;
    /** Most pages that are compared. */
    static final int PAGES = 200;

    private final String connector;
    private final Instant since;
    private final boolean fetch;
    private final CompletableFuture<Report> done = new CompletableFuture<>();
    private final List<Gap> gaps = new ArrayList<>();
    private int records;
    private int count;
    private boolean begun;

    /** @param fetch whether what is missing is taken in */
    Comparison(String connector, Instant since, boolean fetch) {
        this.connector = connector;
        this.since = since;
        this.fetch = fetch;
    }

    /** How a record of the system stands to the hub's ticket. */
    enum Kind {
        /** The hub has no ticket of it. */
        MISSING,
        /** The hub's ticket is older than the record. */
        OLDER,
        /** The record cannot be read. */
        UNREADABLE
    }

    /**
     * @param externalId the record's, or its key if it cannot be read
     * @param event      id of the event that it was fetched as, or {@code null} if it was not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Gap(String externalId, Kind kind, String title, Instant changedAt, String event) {
    }

    /**
     * @param state   {@code running}, {@code done} or {@code failed}
     * @param records how many records of the system were compared
     * @param count   how many gaps there are; the first thousand are listed
     * @param error   why it failed, or {@code null}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Report(String connector, Instant since, String state, int records, int count, List<Gap> gaps, String error) {
    }

    String connector() {
        return connector;
    }

    Instant since() {
        return since;
    }

    boolean fetch() {
        return fetch;
    }

    /** @return false if its poll has begun before */
    synchronized boolean begin() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    synchronized void compared(int compared, List<Gap> found) {
        records += compared;
        count += found.size();
        found.stream().limit(Math.max(0, LISTED - gaps.size())).forEach(gaps::add);
    }

    synchronized Report report(String state, String error) {
        return new Report(connector, since, state, records, count, List.copyOf(gaps), error);
    }

    void end(String error) {
        done.complete(report(error == null ? "done" : "failed", error));
    }

    CompletableFuture<Report> done() {
        return done;
    }
}
