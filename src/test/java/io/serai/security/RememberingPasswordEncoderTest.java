package io.serai.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class RememberingPasswordEncoderTest {

    private final AtomicInteger slowChecks = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T00:00:00Z"));
    private final PasswordEncoder encoder = new RememberingPasswordEncoder(new Slow(), new TestClock(), Duration.ofMinutes(10));

    @Test
    void checksAVerifiedPasswordSlowlyOnlyOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(encoder.matches("camel", "hash of camel")).isTrue();
        }

        assertThat(slowChecks).hasValue(1);
    }

    @Test
    void neverRemembersAWrongPassword() {
        assertThat(encoder.matches("horse", "hash of camel")).isFalse();
        assertThat(encoder.matches("horse", "hash of camel")).isFalse();

        assertThat(slowChecks).hasValue(2);
    }

    @Test
    void forgetsAfterAWhileAndWhenTheHashChanges() {
        assertThat(encoder.matches("camel", "hash of camel")).isTrue();
        assertThat(encoder.matches("camel", "hash of dromedary")).isFalse();
        now.set(now.get().plus(Duration.ofMinutes(10)));
        assertThat(encoder.matches("camel", "hash of camel")).isTrue();

        assertThat(slowChecks).hasValue(3);
    }

    private final class Slow implements PasswordEncoder {
        @Override
        public String encode(CharSequence password) {
            return "hash of " + password;
        }

        @Override
        public boolean matches(CharSequence password, String hash) {
            slowChecks.incrementAndGet();
            return hash.equals(encode(password));
        }
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
