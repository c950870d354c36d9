package io.serai.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.ticket.TimeOrderedId;
import io.serai.work.IntakePressure;
import io.serai.work.WorkQueue;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The door for webhooks: {@code POST /hooks/{connector}}. Nothing of a request goes further than the raw bytes and the headers on the
 * connector's allow-list, as data in a record; no header of the request becomes a header of a Camel message.
 */
@RestController
class ReceiveHook {

    private static final int HEADER = 1_000;

    private final Connectors connectors;
    private final ConnectorStates states;
    private final VerifySender sender;
    private final ProducerTemplate routes;
    private final WorkQueue queue;
    private final IntakePressure pressure;
    private final HookProperties properties;
    private final Clock clock;
    private final MeterRegistry meters;

    ReceiveHook(Connectors connectors, ConnectorStates states, VerifySender sender, ProducerTemplate routes, WorkQueue queue,
                IntakePressure pressure, HookProperties properties, Clock clock, MeterRegistry meters) {
        this.connectors = connectors;
        this.states = states;
        this.sender = sender;
        this.routes = routes;
        this.queue = queue;
        this.pressure = pressure;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * The answer to a webhook that was taken in.
     *
     * @param event   id of the event: the first one's, if this is a duplicate
     * @param warning what is wrong with it, though it is kept
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Accepted(String event, String warning) {
    }

    @PostMapping("/hooks/{connector}")
    ResponseEntity<?> receive(@PathVariable("connector") String name, HttpServletRequest request) throws IOException {
        Optional<Connector> found = connectors.find(name).filter(connector -> connector.hook() != null);
        if (found.isEmpty()) {
            return refused("unknown", HttpStatus.NOT_FOUND, "There is no connector of this name that takes webhooks, or it is switched off.");
        }
        Connector connector = found.get();
        Connector.Hook hook = connector.hook();
        if (queue.backlog(EventStore.STAGE) >= properties.backlogLimit()) {
            return later(name, HttpStatus.TOO_MANY_REQUESTS, "Too many events are waiting to be processed.", Duration.ofSeconds(10));
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return refused(name, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.");
        }
        int limit = Math.toIntExact(properties.maxBody().toBytes());
        if (request.getContentLengthLong() > limit) {
            return tooLarge(name, limit);
        }
        byte[] payload = request.getInputStream().readNBytes(limit + 1);
        if (payload.length > limit) {
            return tooLarge(name, limit);
        }
        List<String> proofs = hook.header() == null ? List.of() : Collections.list(request.getHeaders(hook.header()));
        if (!sender.verify(hook, proofs, payload)) {
            states.of(name).senderRefused();
            return refused(name, HttpStatus.UNAUTHORIZED, "The sender's secret or signature is missing or wrong.");
        }
        JsonNode body = null;
        String fault = null;
        try {
            body = ReadableJson.read(payload);
        } catch (ReadableJson.UnreadableException e) {
            fault = e.getMessage();
            if (hook.authentication() == Connector.Authentication.NONE) {
                return refused(name, HttpStatus.BAD_REQUEST, "The body is " + fault + ".");
            }
        }
        return store(incoming(connector, request, payload, body, fault));
    }

    private ResponseEntity<?> store(IncomingEvent incoming) {
        pressure.entered();
        try {
            StoredEvent stored = routes.requestBody("direct:connector-receive-event", incoming, StoredEvent.class);
            String warning = stored.conflict() ? "an earlier event has the same key and another body: this one is kept, and not processed"
                : incoming.fault() == null ? null : incoming.fault() + ": kept in the dead letters";
            return ResponseEntity.accepted().body(new Accepted(stored.id(), warning));
        } catch (CamelExecutionException e) {
            return later(incoming.event().connector(), HttpStatus.SERVICE_UNAVAILABLE, "The event could not be stored. Send it again.",
                Duration.ofSeconds(5));
        } finally {
            pressure.left();
        }
    }

    private IncomingEvent incoming(Connector connector, HttpServletRequest request, byte[] payload, JsonNode body, String fault) {
        Connector.Hook hook = connector.hook();
        Optional<String> vendorKey = vendorKey(hook, request, body);
        String key = vendorKey.map(text -> "k:" + text).orElseGet(() -> "h:" + HexFormat.of().formatHex(EventStore.hash(payload)));
        Map<String, String> headers = new TreeMap<>();
        hook.allowedHeaders().forEach(name -> {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, cut(value));
            }
        });
        RawEvent event = new RawEvent(TimeOrderedId.at(clock.instant()), connector.tenant(), connector.name(), key, vendorKey.isPresent(),
            request.getContentType() == null ? null : cut(request.getContentType()), headers, payload, clock.instant());
        return new IncomingEvent(event, vendorKey.isPresent() ? properties.keyWindow() : hook.duplicateWindow(), fault);
    }

    private static Optional<String> vendorKey(Connector.Hook hook, HttpServletRequest request, JsonNode body) {
        if (hook.keyHeader() != null) {
            return Optional.ofNullable(request.getHeader(hook.keyHeader())).map(String::strip).filter(key -> !key.isEmpty()).map(ReceiveHook::cut);
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

    private ResponseEntity<ProblemDetail> tooLarge(String connector, int limit) {
        return refused(connector, HttpStatus.PAYLOAD_TOO_LARGE, "The body is larger than " + limit + " bytes.");
    }

    private ResponseEntity<ProblemDetail> refused(String connector, HttpStatus status, String detail) {
        meters.counter("serai.hooks.refused", "connector", connector, "status", Integer.toString(status.value())).increment();
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
    }

    private ResponseEntity<ProblemDetail> later(String connector, HttpStatus status, String detail, Duration delay) {
        meters.counter("serai.hooks.refused", "connector", connector, "status", Integer.toString(status.value())).increment();
        return ResponseEntity.status(status).header(HttpHeaders.RETRY_AFTER, Long.toString(delay.toSeconds()))
            .body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
