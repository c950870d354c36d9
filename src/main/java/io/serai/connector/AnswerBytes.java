package io.serai.connector;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Takes the bytes of a vendor's HTTP answer: the status first, then no more than a limit. */
final class AnswerBytes {

    private final Clock clock;
    private final Duration deadline;

    AnswerBytes(Clock clock, Duration deadline) {
        this.clock = clock;
        this.deadline = deadline;
    }

    /**
     * @param body    or {@code null} for none; closed afterwards
     * @param limit   most bytes
     * @param instead what to do about a larger one
     * @throws VendorCallException if the status is not 2xx, or there is more than the limit
     * @throws IOException         if the connection breaks while it is read
     */
    byte[] read(int status, Map<String, Object> headers, InputStream body, int limit, String instead) throws IOException {
        try (InputStream in = body == null ? InputStream.nullInputStream() : body) {
            if (status < 200 || status > 299) {
                throw VendorCallException.of(status, RateLimits.wait(headers, clock.instant()).orElse(null));
            }
            byte[] bytes = bytes(in, limit);
            if (bytes.length > limit) {
                throw new UnreadableAnswerException("the answer is larger than " + limit + " bytes" + instead);
            }
            return bytes;
        }
    }

    /** The client cuts a call that is over its deadline; then reading breaks. */
    private byte[] bytes(InputStream in, int limit) throws IOException {
        long start = System.nanoTime();
        try {
            return in.readNBytes(limit + 1);
        } catch (IOException e) {
            if (System.nanoTime() - start >= deadline.toNanos() / 2) {
                throw new VendorCallException(0, null, "the answer did not end within " + deadline.toSeconds() + " s");
            }
            throw e;
        }
    }
}
