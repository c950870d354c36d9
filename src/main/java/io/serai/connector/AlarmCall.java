package io.serai.connector;

/**
 * An alarm as it is posted to its receiver.
 *
 * @param key   the same however often the event is posted
 * @param path  of the receiver, begins with a slash
 * @param query of the receiver without the question mark, or {@code null}
 * @param body  JSON
 */
public record AlarmCall(String key, String path, String query, String body) {

    /** Path and query may hold a secret. */
    @Override
    public String toString() {
        return "AlarmCall[" + key + "]";
    }
}
