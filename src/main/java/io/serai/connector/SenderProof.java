package io.serai.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How the sender of a webhook proves itself, as {@code hook:} in the connector's file says. Immutable, safe for concurrent use. */
interface SenderProof {

    /** What a check comes to. */
    enum Verdict {
        REFUSED,
        PROVEN,
        /** Proven, by the secret that is being replaced. */
        PROVEN_BY_PREVIOUS
    }

    /**
     * What the sender gave.
     *
     * @param headers finds all values of a header by its name in lower case, as they came
     * @param payload the raw body
     */
    record Request(Function<String, List<String>> headers, byte[] payload) {

        /** @return the header's value, if it came exactly once: with two, it would depend on the reader which one is meant */
        Optional<String> single(String header) {
            List<String> values = headers.apply(header);
            return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
        }
    }

    /** Takes the same time whatever is wrong, so that the time tells nothing about the secret. */
    Verdict verify(Request request, Instant now);

    /** The header that carries the sender's own id of a delivery, in lower case, if that id is part of what is proven. */
    default Optional<String> idHeader() {
        return Optional.empty();
    }

    /** For how long the same delivery can come again and be let in, if it carries its time. */
    default Optional<Duration> validFor() {
        return Optional.empty();
    }

    /** No proof at all: everybody may send. */
    record None() implements SenderProof {
        @Override
        public Verdict verify(Request request, Instant now) {
            return Verdict.PROVEN;
        }
    }
}
