package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.springframework.stereotype.Component;

/** Reads a vendor's HTTP answer: at most 1 MiB, the status first, then strict JSON. */
@Component("readAnswer")
class ReadAnswer {

    private static final int LIMIT = 1 << 20;

    private final Clock clock;
    private final Duration deadline;

    ReadAnswer(Clock clock, PollProperties properties) {
        this.clock = clock;
        this.deadline = properties.callDeadline();
    }

    /**
     * @return the answer; JSON null if it is empty
     * @throws VendorCallException if the status is not 2xx, or the answer is too large or not JSON
     * @throws IOException         if the connection breaks while it is read
     */
    public JsonNode read(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Headers Map<String, Object> headers, @Body InputStream body)
            throws IOException {
        try (InputStream in = body == null ? InputStream.nullInputStream() : body) {
            if (status < 200 || status > 299) {
                throw VendorCallException.of(status, RateLimits.wait(headers, clock.instant()).orElse(null));
            }
            byte[] bytes = bytes(in);
            if (bytes.length > LIMIT) {
                throw new UnreadableAnswerException("the answer is larger than " + LIMIT + " bytes: ask for smaller pages");
            }
            if (new String(bytes, java.nio.charset.StandardCharsets.UTF_8).isBlank()) {
                return NullNode.getInstance();
            }
            return ReadableJson.read(bytes);
        } catch (ReadableJson.UnreadableException e) {
            throw new UnreadableAnswerException("the answer is " + e.getMessage() + ": is the URL that of the API?");
        }
    }

    /** The client cuts a call that is over its deadline; then reading breaks. */
    private byte[] bytes(InputStream in) throws IOException {
        long start = System.nanoTime();
        try {
            return in.readNBytes(LIMIT + 1);
        } catch (IOException e) {
            if (System.nanoTime() - start >= deadline.toNanos() / 2) {
                throw new VendorCallException(0, null, "the answer did not end within " + deadline.toSeconds() + " s");
            }
            throw e;
        }
    }
}
