package io.serai.connector;

import io.serai.connector.SenderProof.Verdict;
import io.serai.language.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The secret that hub and sender share; while it is being replaced, the one before as well. Neither shows in {@link #toString()}.
 * Immutable, safe for concurrent use.
 */
final class SenderSecret {

    private final byte[] current;
    private final byte[] previous;

    /** @param previous {@code null} if there is none */
    SenderSecret(byte[] current, byte[] previous) {
        this.current = current.clone();
        this.previous = previous == null || Arrays.equals(current, previous) ? null : previous.clone();
    }

    /** @param previous {@code null} if there is none */
    static SenderSecret ofText(String current, String previous) {
        Objects.requireNonNull(current, "secret");
        return new SenderSecret(current.getBytes(StandardCharsets.UTF_8), previous == null ? null : previous.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Compares what was given with what is right, under both secrets, whichever fits first.
     *
     * @param right what has to be given, for a secret
     * @param given what was given; one that is right is enough
     */
    Verdict judge(Function<byte[], String> right, List<String> given) {
        boolean now = isAmong(right.apply(current), given);
        boolean before = previous != null && isAmong(right.apply(previous), given);
        return now ? Verdict.PROVEN : before ? Verdict.PROVEN_BY_PREVIOUS : Verdict.REFUSED;
    }

    /** Both sides are hashed first: the comparison then takes the same time whatever the lengths. */
    private static boolean isAmong(String right, List<String> given) {
        byte[] hash = Sha256.of(right);
        boolean found = false;
        for (String one : given) {
            found |= MessageDigest.isEqual(hash, Sha256.of(one));
        }
        return found;
    }

    @Override
    public String toString() {
        return previous == null ? "a secret" : "a secret and the one before";
    }
}
