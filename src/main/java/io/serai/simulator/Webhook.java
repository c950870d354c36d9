package io.serai.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A webhook as the vendor sends it: what proves the sender is among the headers. */
public record Webhook(Map<String, String> headers, String body) {

    public byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
