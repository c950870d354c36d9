package io.serai.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The events posted to the simulated Datadog, in memory. */
@Component
@Profile("demo")
class DatadogEvents {

    private final List<JsonNode> events = new ArrayList<>();

    synchronized int add(JsonNode event) {
        events.add(event);
        return events.size();
    }

    /** Events with that tag, oldest first. */
    synchronized List<JsonNode> tagged(String tag) {
        return events.stream().filter(event -> {
            for (JsonNode one : event.path("tags")) {
                if (one.asText().equals(tag)) {
                    return true;
                }
            }
            return false;
        }).toList();
    }

    synchronized List<JsonNode> all() {
        return List.copyOf(events);
    }

    synchronized void clear() {
        events.clear();
    }
}
