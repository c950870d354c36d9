package io.serai.connector;

import io.serai.connector.Connector.Hook;
import io.serai.home.YamlMap;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code hook:} of a connector's file: how webhooks are let in. */
final class ReadHook {

    private static final Duration DUPLICATE_WINDOW = Duration.ofHours(1);

    private final ReadProof proofs;

    ReadHook(Function<String, Optional<String>> environment) {
        this.proofs = new ReadProof(environment);
    }

    /** Tells the file's faults, and which variables it needs. */
    void check(YamlMap hook, Set<String> needed) {
        hook.allow("authentication", "header", "username", "secret", "previousSecret", "signaturePrefix", "encoding", "signed", "timestampHeader",
            "timestampPrefix", "tolerance", "idempotencyKey", "allowedHeaders", "duplicateWindow", "enabledBy");
        proofs.check(hook, needed);
        hook.texts("allowedHeaders").forEach(header -> checkHeaderName(hook, "allowedHeaders", header));
        hook.duration("duplicateWindow").ifPresent(window -> {
            if (window.isNegative() || window.isZero() || window.compareTo(Duration.ofDays(30)) > 0) {
                hook.fault("duplicateWindow", "'duplicateWindow' must be between 1s and 30d");
            }
        });
        hook.map("idempotencyKey").ifPresent(key -> {
            key.allow("header", "pointers");
            key.text("header").ifPresent(header -> checkHeaderName(key, "header", header));
            key.texts("pointers").stream().filter(pointer -> !pointer.matches("/.{1,199}")).findFirst()
                .ifPresent(pointer -> key.fault("pointers", "'pointers' must be JSON pointers such as /id"));
            if (key.has("header") == key.has("pointers")) {
                hook.fault("idempotencyKey", "'idempotencyKey' takes either 'header' or 'pointers'");
            }
        });
    }

    static void checkHeaderName(YamlMap yaml, String key, String header) {
        if (!header.matches("[A-Za-z0-9-]{1,100}") || header.regionMatches(true, 0, "camel", 0, 5)) {
            yaml.fault(key, "'" + key + "' must be names of HTTP headers, letters, digits and '-', not beginning with 'Camel'");
        }
    }

    /** @return {@code null} where the secret is not set: the connector is off then */
    Hook read(YamlMap hook) {
        Optional<YamlMap> key = hook.map("idempotencyKey");
        return proofs.read(hook).map(proof -> new Hook(proof,
            key.map(map -> map.text("header").map(ReadHook::lower)).orElseGet(proof::idHeader).orElse(null),
            key.map(map -> map.texts("pointers")).orElse(List.of()),
            hook.texts("allowedHeaders").stream().map(ReadHook::lower).toList(),
            window(hook, proof))).orElse(null);
    }

    /** As long as a delivery can come again and still pass as fresh, it must be known again. */
    private static Duration window(YamlMap hook, SenderProof proof) {
        Duration window = hook.duration("duplicateWindow").orElse(DUPLICATE_WINDOW);
        return proof.validFor().filter(valid -> valid.compareTo(window) > 0).orElse(window);
    }

    static String lower(String header) {
        return header.toLowerCase(Locale.ROOT);
    }
}
