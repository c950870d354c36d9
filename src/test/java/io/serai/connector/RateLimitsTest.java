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
    void readsHowMuchOfALimitIsLeft() {
        assertThat(RateLimits.rate(Map.of("X-RateLimit-Limit", "100", "X-RateLimit-Remaining", "20", "X-RateLimit-Reset", "12"), NOW))
            .as("Datadog").contains(new RateLimits.Rate(100, 20, NOW.plusSeconds(12)));
        assertThat(RateLimits.rate(Map.of("X-RateLimit-Limit", "350", "X-RateLimit-Remaining", "349", "X-RateLimit-Reset", "2026-11-21T06:01:00Z"), NOW))
            .as("Jira").contains(new RateLimits.Rate(350, 349, Instant.parse("2026-11-21T06:01:00Z")));
        assertThat(RateLimits.rate(Map.of("RateLimit-Limit", "10", "RateLimit-Remaining", "3"), NOW)).contains(new RateLimits.Rate(10, 3, null));
        assertThat(new RateLimits.Rate(100, 20, null).near()).isTrue();
        assertThat(new RateLimits.Rate(100, 21, null).near()).isFalse();
        assertThat(RateLimits.rate(Map.of("X-RateLimit-Limit", "0", "X-RateLimit-Remaining", "x"), NOW)).isEmpty();
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
