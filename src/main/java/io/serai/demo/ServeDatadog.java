package io.serai.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Two calls of the simulated Datadog: post an event (v1) and search events (v2). */
@Component("serveDatadog")
@Profile("demo")
class ServeDatadog {

    private final DatadogEvents events;
    private final DemoFaults faults;
    private final ObjectMapper json;
    private final Environment environment;

    ServeDatadog(DatadogEvents events, DemoFaults faults, ObjectMapper json, Environment environment) {
        this.events = events;
        this.faults = faults;
        this.json = json;
        this.environment = environment;
    }

    public DemoAnswer serve(@Header("DD-API-KEY") String apiKey, @Header("DD-APPLICATION-KEY") String appKey, @Header(Exchange.HTTP_PATH) String path,
                            @Body JsonNode body) {
        Optional<DemoAnswer> fault = faults.next();
        if (fault.isPresent()) {
            return fault.get();
        }
        if (!environment.getRequiredProperty("SERAI_DATADOG_API_KEY").equals(apiKey)) {
            return DemoAnswer.of(403, "{\"errors\":[\"Forbidden\"]}");
        }
        if (path.endsWith("/api/v2/events/search")) {
            if (!environment.getRequiredProperty("SERAI_DATADOG_APP_KEY").equals(appKey)) {
                return DemoAnswer.of(403, "{\"errors\":[\"Forbidden\"]}");
            }
            ObjectNode answer = json.createObjectNode();
            ArrayNode data = answer.putArray("data");
            events.tagged(body.path("filter").path("query").asText()).forEach(event -> data.addObject().put("type", "event").set("attributes", event));
            return DemoAnswer.ok(answer.toString());
        }
        if (body.path("title").asText().isEmpty() || body.path("text").asText().isEmpty()) {
            return DemoAnswer.of(400, "{\"errors\":[\"title and text are required\"]}");
        }
        ObjectNode answer = json.createObjectNode().put("status", "ok");
        answer.putObject("event").put("id", 7_000_000_000_000_000_000L + events.add(body)).put("title", body.path("title").asText());
        return DemoAnswer.of(202, answer.toString());
    }
}
