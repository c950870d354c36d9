package io.serai.connector;

import io.serai.connector.Connector.Authentication;
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

    private final Function<String, Optional<String>> environment;

    ReadHook(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** Tells the file's faults, and which variables it needs. */
    void check(YamlMap hook, Set<String> needed) {
        hook.allow("authentication", "header", "secret", "signaturePrefix", "idempotencyKey", "allowedHeaders", "duplicateWindow");
        Optional<String> authentication = hook.required("authentication");
        if (authentication.isPresent() && authentication(hook).isEmpty()) {
            hook.fault("authentication", "'authentication' must be one of secret-header, hmac-sha256, none");
        }
        boolean open = authentication(hook).filter(a -> a == Authentication.NONE).isPresent();
        if (!open) {
            hook.required("header");
            hook.required("secret").ifPresent(secret -> {
                if (!Placeholders.isSecretReference(secret)) {
                    hook.fault("secret", "a secret never stands in a file: write {{env:NAME}} and set NAME in the environment");
                }
                needed.addAll(Placeholders.needed(secret));
            });
        } else if (hook.has("secret") || hook.has("header")) {
            hook.fault("authentication", "with 'authentication: none' there is no header and no secret");
        }
        hook.text("header").ifPresent(header -> checkHeaderName(hook, "header", header));
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

    private static void checkHeaderName(YamlMap yaml, String key, String header) {
        if (!header.matches("[A-Za-z0-9-]{1,100}") || header.regionMatches(true, 0, "camel", 0, 5)) {
            yaml.fault(key, "'" + key + "' must be names of HTTP headers, letters, digits and '-', not beginning with 'Camel'");
        }
    }

    private static Optional<Authentication> authentication(YamlMap hook) {
        return hook.text("authentication").flatMap(text -> switch (text) {
            case "secret-header" -> Optional.of(Authentication.SECRET_HEADER);
            case "hmac-sha256" -> Optional.of(Authentication.HMAC_SHA256);
            case "none" -> Optional.of(Authentication.NONE);
            default -> Optional.empty();
        });
    }

    /** @return {@code null} where the secret is not set: the connector is off then */
    Hook read(YamlMap hook) {
        Authentication authentication = authentication(hook).orElse(null);
        Optional<String> secret = hook.text("secret").filter(Placeholders::isSecretReference)
            .flatMap(text -> environment.apply(Placeholders.needed(text).iterator().next()));
        Optional<String> header = hook.text("header").map(ReadHook::lower);
        if (authentication == null || authentication != Authentication.NONE && (secret.isEmpty() || header.isEmpty())) {
            return null;
        }
        Optional<YamlMap> key = hook.map("idempotencyKey");
        return new Hook(authentication, header.orElse(null), secret.orElse(null), hook.text("signaturePrefix").orElse(""),
            key.flatMap(map -> map.text("header")).map(ReadHook::lower).orElse(null),
            key.map(map -> map.texts("pointers")).orElse(List.of()),
            hook.texts("allowedHeaders").stream().map(ReadHook::lower).toList(),
            hook.duration("duplicateWindow").orElse(DUPLICATE_WINDOW));
    }

    private static String lower(String header) {
        return header.toLowerCase(Locale.ROOT);
    }
}
