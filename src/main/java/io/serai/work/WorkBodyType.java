package io.serai.work;

import java.util.Objects;

/**
 * Tells the queue how a record is named in the database. Each feature whose record is queued registers one as a bean.
 *
 * @param name never changed once rows with it exist
 */
public record WorkBodyType(String name, Class<? extends WorkBody> type) {

    public WorkBodyType {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }
}
