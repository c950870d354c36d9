package io.serai.connector;

/** What a connector raises an alarm for. */
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
}
