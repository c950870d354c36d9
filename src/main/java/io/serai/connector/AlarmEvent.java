package io.serai.connector;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.serai.work.WorkBody;
import java.time.Instant;
import java.util.Objects;

/**
 * Something begins to be wrong with a connector, or is over. What receivers get as JSON.
 *
 * @param id        ours, a time-ordered UUID; the same however often the event is delivered
 * @param alarm     {@code sync-failed}, {@code silent}, …: the names that the API and the metrics use
 * @param state     whether it begins or ends
 * @param connector whose
 * @param tenant    the connector's tenant
 * @param text      what is wrong, in words
 * @param raisedAt  when it began
 * @param at        when this was found out
 */
public record AlarmEvent(String id, String alarm, State state, String connector, String tenant, String text,
                         @JsonFormat(shape = JsonFormat.Shape.STRING) Instant raisedAt, @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at) implements WorkBody {

    /** The stage of the work queue in which events wait to be delivered. */
    static final String STAGE = "alarm";

    /** Whether it begins or ends. */
    public enum State {
        @JsonProperty("raised")
        RAISED,
        @JsonProperty("over")
        OVER
    }

    public AlarmEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(alarm, "alarm");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(at, "at");
    }

    @Override
    public String workKey() {
        return id;
    }

    /** The end of an alarm is not told before its beginning. */
    @Override
    public String orderingKey() {
        return connector + ":" + alarm;
    }
}
