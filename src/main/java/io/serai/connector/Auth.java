package io.serai.connector;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How calls to a connected system are authorised, with its values in clear, which {@link #toString()} keeps back.
 *
 * @param kind   what is sent
 * @param values by name, as {@code auth:} in the connector's file has them, placeholders resolved, none blank
 */
record Auth(Kind kind, Map<String, String> values) {

    Auth {
        Objects.requireNonNull(kind, "kind");
        values = Map.copyOf(values);
    }

    /** What is sent with each call. */
    enum Kind {
        /** {@code Authorization: Basic …} (RFC 7617). */
        BASIC,
        /** A key in a header of the vendor's. */
        API_KEY,
        /** A token from a token endpoint (RFC 6749). */
        OAUTH2,
        /** A token that a log-in answers as plain text. */
        TOKEN_LOGIN,
        /** Nothing. */
        NONE
    }

    static Auth none() {
        return new Auth(Kind.NONE, Map.of());
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @throws IllegalStateException if there is none, which {@link ReadAuth} has seen to */
    String required(String name) {
        return value(name).orElseThrow(() -> new IllegalStateException("auth: '" + name + "' is missing"));
    }

    /** Where tokens come from; absent if there are none. */
    Optional<URI> tokenAddress() {
        return value("tokenUrl").or(() -> value("loginUrl")).map(URI::create);
    }

    @Override
    public String toString() {
        return "Auth[" + kind + "]";
    }
}
