package io.serai.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.connector.SenderProof.Request;
import io.serai.connector.SenderProof.Verdict;
import io.serai.work.IntakePressure;
import io.serai.work.WorkQueue;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
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

    private final Connectors connectors;
    private final ConnectorStates states;
    private final VerifySender sender;
    private final OldSecrets oldSecrets;
    private final TakeIn events;
    private final ProducerTemplate routes;
    private final WorkQueue queue;
    private final IntakePressure pressure;
    private final HookProperties properties;
    private final MeterRegistry meters;

    ReceiveHook(Connectors connectors, ConnectorStates states, VerifySender sender, OldSecrets oldSecrets, TakeIn events, ProducerTemplate routes,
                WorkQueue queue, IntakePressure pressure, HookProperties properties, MeterRegistry meters) {
        this.connectors = connectors;
        this.states = states;
        this.sender = sender;
        this.oldSecrets = oldSecrets;
        this.events = events;
        this.routes = routes;
        this.queue = queue;
        this.pressure = pressure;
        this.properties = properties;
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
        Optional<Connector> found = connectors.find(name).filter(connector -> connector.streams().hook() != null);
        if (found.isEmpty()) {
            return refused("unknown", HttpStatus.NOT_FOUND, "There is no connector of this name that takes webhooks, or it is switched off.");
        }
        Connector connector = found.get();
        Connector.Hook hook = connector.streams().hook();
        if (queue.backlog(EventStore.STAGE) >= properties.backlogLimit()) {
            return later(name, HttpStatus.TOO_MANY_REQUESTS, "Too many events are waiting to be processed.", Duration.ofSeconds(10));
        }
        if (HeaderValues.all(request, HttpHeaders.CONTENT_ENCODING).stream().anyMatch(encoding -> !encoding.equalsIgnoreCase("identity"))) {
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
        Verdict verdict = sender.verify(hook, new Request(header -> HeaderValues.all(request, header), payload));
        if (verdict == Verdict.REFUSED) {
            states.of(name).senderRefused();
            return refused(name, HttpStatus.UNAUTHORIZED, "The sender's secret or signature is missing or wrong.");
        }
        if (verdict == Verdict.PROVEN_BY_PREVIOUS) {
            oldSecrets.used(name);
        }
        JsonNode body = null;
        String fault = null;
        try {
            body = ReadableJson.read(payload);
        } catch (ReadableJson.UnreadableException e) {
            fault = e.getMessage();
            if (hook.isOpen()) {
                return refused(name, HttpStatus.BAD_REQUEST, "The body is " + fault + ".");
            }
        }
        return store(events.take(connector, request, payload, body, fault));
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
