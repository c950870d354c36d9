package io.serai.llm;

import com.openai.errors.OpenAIServiceException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Leaves a provider alone for as long as it asked to be with {@code Retry-After} (RFC 9110, 10.2.3: seconds or a date), at most five minutes: a
 * provider must not be able to switch itself off for a day by one header. Nobody waits meanwhile; the next provider is asked. Each process heeds what
 * it was told itself. Safe for concurrent use.
 */
@Component
class ProviderPauses {

    static final Duration MOST = Duration.ofMinutes(5);
    private static final Set<Integer> BUSY = Set.of(429, 503, 529);

    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<String, Long> until = new ConcurrentHashMap<>();

    @Autowired
    ProviderPauses(Clock clock) {
        this(clock, System::nanoTime);
    }

    /** @param nanos what a pause is measured by, since a wall clock can be set */
    ProviderPauses(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    void heed(String provider, OpenAIServiceException answered) {
        if (BUSY.contains(answered.statusCode())) {
            answered.headers().values("Retry-After").stream().findFirst().flatMap(this::read)
                .ifPresent(pause -> until.put(provider, nanos.getAsLong() + pause.toNanos()));
        }
    }

    /** True if the provider wants to be left alone still. */
    boolean paused(String provider) {
        Long end = until.get(provider);
        if (end == null) {
            return false;
        }
        if (end - nanos.getAsLong() > 0) {
            return true;
        }
        until.remove(provider, end);
        return false;
    }

    private Optional<Duration> read(String header) {
        String text = header.strip();
        try {
            Duration wait = text.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(text))
                : Duration.between(clock.instant(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return wait.isNegative() || wait.isZero() ? Optional.empty() : Optional.of(wait.compareTo(MOST) > 0 ? MOST : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
