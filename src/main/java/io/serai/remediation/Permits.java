package io.serai.remediation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Which calls may leave this process: each one once, and only for a short time after the limit counted it. The HTTP client asks here in
 * the moment before the first byte; what has no permit, or comes too late (a process that was suspended), is not sent. So it is also known
 * for certain whether a call that failed was sent.
 */
@Component
class Permits {

    private final Map<String, Long> deadlines = new ConcurrentHashMap<>();

    /** @param key the call's idempotency key */
    void grant(String key, Duration within) {
        long now = System.nanoTime();
        deadlines.values().removeIf(deadline -> now - deadline > Duration.ofHours(1).toNanos());
        deadlines.put(key, now + within.toNanos());
    }

    /** @return true if the call may be sent now; then its permit is used up */
    boolean use(String key) {
        Long deadline = key == null ? null : deadlines.get(key);
        return deadline != null && System.nanoTime() - deadline <= 0 && deadlines.remove(key, deadline);
    }

    /** @return true if the permit was not used: the call was not sent, and cannot be any more */
    boolean withdraw(String key) {
        return deadlines.remove(key) != null;
    }
}
