package io.serai.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.ticket.TimeOrderedId;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Makes a raw event of a polled record; its key is the record's. */
@Component
class RecordEvents {

    private final HookProperties hooks;
    private final ObjectMapper json;

    RecordEvents(HookProperties hooks, ObjectMapper json) {
        this.hooks = hooks;
        this.json = json;
    }

    IncomingEvent event(Connector connector, RecordPage.Record record, Instant now) {
        try {
            return new IncomingEvent(new RawEvent(TimeOrderedId.at(now), connector.tenant(), connector.name(), "p:" + record.key(), true,
                "application/json", Map.of(), json.writeValueAsBytes(record.body()), now), hooks.keyWindow(), null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record cannot be written", e);
        }
    }
}
