package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

    @Test
    void readsEachVendorsWayOfSayingWhen() {
        assertThat(wait("Retry-After", "7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(wait("retry-after", "2.128")).as("Microsoft Graph").isEqualTo(Duration.ofMillis(2128));
        assertThat(wait("Retry-After", "Sat, 21 Nov 2026 06:01:30 GMT")).isEqualTo(Duration.ofSeconds(90));
        assertThat(wait("X-RateLimit-Reset", "12")).as("Datadog: seconds from now").isEqualTo(Duration.ofSeconds(12));
        assertThat(wait("x-ratelimit-reset", Long.toString(NOW.getEpochSecond() + 33))).as("ServiceNow: epoch").isEqualTo(Duration.ofSeconds(33));
        assertThat(wait("X-RateLimit-Reset", Long.toString(NOW.toEpochMilli() + 5_000))).as("epoch in milliseconds").isEqualTo(Duration.ofSeconds(5));
        assertThat(RateLimits.wait(Map.of("Retry-After", List.of("3")), NOW)).as("as CXF gives headers").contains(Duration.ofSeconds(3));
    }

    @Test
    void whatIsPastIsNowAndWhatIsFarIsAnHour() {
        assertThat(wait("X-RateLimit-Reset", Long.toString(NOW.getEpochSecond() - 33))).isEqualTo(Duration.ZERO);
        assertThat(wait("Retry-After", "999999999")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void nothingAndNonsenseSayNothing() {
        assertThat(RateLimits.wait(Map.of(), NOW)).isEmpty();
        assertThat(RateLimits.wait(Map.of("Retry-After", "soon", "X-RateLimit-Reset", "-1"), NOW)).isEmpty();
    }

    private static Duration wait(String name, String value) {
        return RateLimits.wait(Map.of(name, value), NOW).orElseThrow();
    }
}
