package io.serai.connector;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What came in, byte for byte, before anything was judged.
 *
 * @param id         ours, a time-ordered UUID; also the correlation id of everything that follows from it
 * @param tenant     the connector's tenant
 * @param connector  name of the connector's config
 * @param key        what makes two deliveries the same event: the vendor's idempotency key, or a hash of the payload
 * @param keyIsVendors true if {@code key} is the vendor's own, and not a hash
 * @param contentType media type as sent, or {@code application/octet-stream}
 * @param headers    those on the connector's allow-list, names in lower case
 * @param payload    the raw bytes; not copied, not to be changed
 * @param receivedAt when it was received (UTC)
 */
public record RawEvent(String id, String tenant, String connector, String key, boolean keyIsVendors, String contentType,
                       Map<String, String> headers, byte[] payload, Instant receivedAt) {

    public RawEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(receivedAt, "receivedAt");
        contentType = contentType == null ? "application/octet-stream" : contentType;
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }

    /** The payload read as UTF-8; bytes that are none become U+FFFD. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "RawEvent[" + id + ", " + connector + ", " + payload.length + " bytes]";
    }
}
