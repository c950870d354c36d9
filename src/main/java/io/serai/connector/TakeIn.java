package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.ticket.TimeOrderedId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Makes an event of a request that was let in: its raw bytes, what it is known again by, and the headers on the connector's allow-list. */
@Component
class TakeIn {

    private static final int HEADER = 1_000;

    private final HookProperties properties;
    private final Clock clock;

    TakeIn(HookProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * @param body  the payload as JSON, or {@code null} if it is none that can be read
     * @param fault why it is none, in words, or {@code null}
     */
    IncomingEvent take(Connector connector, HttpServletRequest request, byte[] payload, JsonNode body, String fault) {
        Connector.Hook hook = connector.streams().hook();
        Optional<String> vendorKey = vendorKey(hook, request, body);
        String key = vendorKey.map(text -> "k:" + text).orElseGet(() -> "h:" + HexFormat.of().formatHex(EventStore.hash(payload)));
        Map<String, String> headers = new TreeMap<>();
        hook.allowedHeaders().forEach(name -> HeaderValues.first(request, name).ifPresent(value -> headers.put(name, cut(value))));
        RawEvent event = new RawEvent(TimeOrderedId.at(clock.instant()), connector.tenant(), connector.name(), key, vendorKey.isPresent(),
            request.getContentType() == null ? null : cut(request.getContentType()), headers, payload, clock.instant());
        return new IncomingEvent(event, vendorKey.isPresent() ? properties.keyWindow() : hook.duplicateWindow(), fault);
    }

    private static Optional<String> vendorKey(Connector.Hook hook, HttpServletRequest request, JsonNode body) {
        if (hook.keyHeader() != null) {
            return HeaderValues.first(request, hook.keyHeader()).map(String::strip).filter(key -> !key.isEmpty()).map(TakeIn::cut);
        }
        if (hook.keyPointers().isEmpty() || body == null) {
            return Optional.empty();
        }
        List<String> parts = hook.keyPointers().stream().map(body::at).filter(JsonNode::isValueNode).map(JsonNode::asText)
            .filter(text -> !text.isBlank()).toList();
        return parts.size() == hook.keyPointers().size() ? Optional.of(cut(String.join("|", parts).replace("\u0000", ""))) : Optional.empty();
    }

    private static String cut(String value) {
        return value.length() <= HEADER ? value : value.substring(0, HEADER);
    }
}
