package io.serai.context;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.context.RequesterContext.Device;
import io.serai.context.RequesterContext.State;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Reads what a context kamelet made of a directory's answer, and remembers it:
 * {@code {"found":bool,"jobTitle","department","manager","language","office","devices":[{"name","system","compliance","lastSeenAt"}]}}, or
 * {@code {"unavailable":"why"}}.
 */
@Component("readRequester")
class ReadRequester {

    private static final int TEXT = 200;

    private final RememberedRequesters remembered;
    private final Clock clock;

    ReadRequester(RememberedRequesters remembered, Clock clock) {
        this.remembered = remembered;
        this.clock = clock;
    }

    public RequesterContext read(@Body JsonNode answer, @Variable("lookup") RequesterLookup lookup) {
        RequesterContext context = context(answer, lookup.connector());
        remembered.keep(lookup, context);
        return context;
    }

    private RequesterContext context(JsonNode answer, String source) {
        if (answer.path("unavailable").isTextual()) {
            return RequesterContext.unavailable(source, text(answer, "unavailable"));
        }
        if (!answer.path("found").isBoolean()) {
            return RequesterContext.unavailable(source, "its answer is not as documented");
        }
        if (!answer.path("found").asBoolean()) {
            return RequesterContext.unknown(source, clock.instant());
        }
        List<Device> devices = new ArrayList<>();
        for (JsonNode device : answer.path("devices")) {
            String compliance = text(device, "compliance");
            devices.add(new Device(text(device, "name"), text(device, "system"), compliance == null ? "unknown" : compliance, time(device)));
        }
        devices.sort(Comparator.comparing((Device device) -> !device.isRisk())
            .thenComparing(Device::lastSeenAt, Comparator.nullsLast(Comparator.reverseOrder())));
        return new RequesterContext(State.FOUND, source, text(answer, "jobTitle"), text(answer, "department"), text(answer, "manager"),
            text(answer, "language"), text(answer, "office"), devices.stream().limit(RequesterContext.DEVICES).toList(), null, clock.instant());
    }

    /** One line without control characters, cut; {@code null} for what is no text or blank. */
    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            return null;
        }
        String text = node.path(field).asText().replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return text.isEmpty() ? null : text.substring(0, text.offsetByCodePoints(0, Math.min(TEXT, text.codePointCount(0, text.length()))));
    }

    private static Instant time(JsonNode device) {
        try {
            return device.path("lastSeenAt").isTextual() ? Instant.parse(device.path("lastSeenAt").asText()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
