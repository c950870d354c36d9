package io.serai.work;

/**
 * A piece of work, leased. Travels as the exchange property {@link #PROPERTY}, the queue's delivery tag: the policy gives the work
 * back by it, and the sink passes its correlation on.
 *
 * @param lease   fencing token: whoever holds an older one can change nothing any more
 * @param attempt 1 for the first lease
 * @param failures how often a step failed on it before
 * @param correlation id of the raw event that all this follows from
 */
public record WorkItem(long id, String stage, long lease, int attempt, int failures, String correlation, WorkBody body) {

    public static final String PROPERTY = "SeraiWorkItem";

    @Override
    public String toString() {
        return stage + "/" + id + "#" + attempt;
    }
}
