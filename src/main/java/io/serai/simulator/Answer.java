package io.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a simulator answers. */
record Answer(int status, Map<String, String> headers, byte[] body) {

    static Answer of(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer of(int status, JsonNode body) {
        return of(status, body.toString());
    }

    static Answer ok(JsonNode body) {
        return of(200, body);
    }

    static Answer html(int status, String title) {
        return of(status, "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>").with("Content-Type", "text/html");
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    Answer with(byte[] other) {
        return new Answer(status, headers, other);
    }
}
