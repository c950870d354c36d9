package io.serai.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Checks a password with the slow hash once, and then for a while with a fast one, so that a program that sends its password with each call
 * is served quickly. What is remembered is an HMAC-SHA256, under a key that lives only in this process, of hash and password together: a
 * changed hash is never matched by what was remembered. Wrong passwords are never remembered. Safe for concurrent use.
 */
class RememberingPasswordEncoder implements PasswordEncoder {

    /** How many verified passwords are remembered; the oldest goes first. */
    private static final int MOST = 1_000;
    /** How many slow hashes run at once: more would let guessers take all processors. */
    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String MAC = "HmacSHA256";

    private final PasswordEncoder slow;
    private final Clock clock;
    private final Duration rememberedFor;
    private final SecretKeySpec key;
    private final Semaphore hashing = new Semaphore(AT_ONCE);
    private final Map<ByteBuffer, Instant> verified = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Instant> eldest) {
            return size() > MOST;
        }
    };

    RememberingPasswordEncoder(PasswordEncoder slow, Clock clock, Duration rememberedFor) {
        this.slow = slow;
        this.clock = clock;
        this.rememberedFor = rememberedFor;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, MAC);
    }

    @Override
    public String encode(CharSequence password) {
        return slow.encode(password);
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
        ByteBuffer fast = fast(password, hash);
        if (isRemembered(fast)) {
            return true;
        }
        boolean matches = slowly(password, hash);
        if (matches) {
            synchronized (verified) {
                verified.put(fast, clock.instant().plus(rememberedFor));
            }
        }
        return matches;
    }

    private boolean isRemembered(ByteBuffer fast) {
        synchronized (verified) {
            Instant until = verified.get(fast);
            if (until != null && !clock.instant().isBefore(until)) {
                verified.remove(fast);
                return false;
            }
            return until != null;
        }
    }

    private boolean slowly(CharSequence password, String hash) {
        boolean mine = false;
        try {
            mine = hashing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!mine) {
                throw new AuthenticationServiceException("too many passwords are being checked at once");
            }
            return slow.matches(password, hash);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationServiceException("interrupted while a password waited to be checked", e);
        } finally {
            if (mine) {
                hashing.release();
            }
        }
    }

    private ByteBuffer fast(CharSequence password, String hash) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            mac.update(hash.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return ByteBuffer.wrap(mac.doFinal(password.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(MAC + " is missing from this Java", e);
        }
    }
}
