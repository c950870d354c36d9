package io.serai.connector;

import io.serai.work.WorkBody;

/** Stands in the queue for a raw event, whose bytes are stored once. */
record EventReference(String event) implements WorkBody {

    @Override
    public String workKey() {
        return event;
    }

    @Override
    public String orderingKey() {
        return event;
    }
}
