package io.serai.connector;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a connector raises an alarm for. A new one needs a line here and one in {@link JudgeConnector}. */
enum Alarm {

    SYNC_FAILED("the last calls of its system failed, three or more in a row"),
    SILENT("no poll went well for three of its periods"),
    SENDERS_REFUSED("webhooks came with a missing or wrong secret or signature"),
    RATE_LIMIT_NEAR("80 % or more of the calls that its system allows are used"),
    NOT_ROUTED("events were received and are neither processed nor in the dead letters");

    private final String words;

    Alarm(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** As the API, the metrics and the database call it ({@code sync-failed}). */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Alarm> of(String word) {
        return Arrays.stream(values()).filter(alarm -> alarm.word().equals(word)).findFirst();
    }
}
