package io.serai.connector;

import io.serai.connector.SignedDelivery.Content;
import io.serai.connector.SignedDelivery.Encoding;
import io.serai.connector.SignedDelivery.Time;
import io.serai.home.YamlMap;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads of {@code hook:} how senders prove themselves: its faults, and what is made of it. */
final class ReadProof {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String WHSEC = "whsec_";
    private static final List<String> CONTENTS = Arrays.stream(Content.values()).filter(content -> content != Content.ID_TIMESTAMP_BODY)
        .map(Content::word).toList();

    private final Function<String, Optional<String>> environment;

    ReadProof(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** The kinds, and the keys that say something about each; {@code authentication} aside. */
    private enum Kind {
        SECRET_HEADER("header", "secret", "previousSecret"),
        BASIC("username", "secret", "previousSecret"),
        HMAC_SHA256("header", "secret", "previousSecret", "signaturePrefix", "encoding", "signed", "timestampHeader", "timestampPrefix", "tolerance"),
        STANDARD_WEBHOOKS("secret", "previousSecret", "tolerance"),
        NONE();

        private final List<String> keys;

        Kind(String... keys) {
            this.keys = List.of(keys);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
        }

        static Set<String> allKeys() {
            return Arrays.stream(values()).flatMap(kind -> kind.keys.stream()).collect(Collectors.toUnmodifiableSet());
        }
    }

    /** Tells the faults, and which variables the proof needs; the secret before the present one may be unset. */
    void check(YamlMap hook, Set<String> needed) {
        Optional<String> word = hook.required("authentication");
        Optional<Kind> known = word.flatMap(Kind::of);
        if (word.isPresent() && known.isEmpty()) {
            hook.fault("authentication", "'authentication' must be one of "
                + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", ")));
        }
        hook.text("header").ifPresent(header -> ReadHook.checkHeaderName(hook, "header", header));
        hook.text("timestampHeader").ifPresent(header -> ReadHook.checkHeaderName(hook, "timestampHeader", header));
        known.ifPresent(kind -> {
            Kind.allKeys().stream().filter(key -> hook.has(key) && !kind.keys.contains(key)).sorted()
                .forEach(key -> hook.fault(key, "'" + key + "' says nothing with 'authentication: " + kind.word() + "'"));
            check(hook, kind, needed);
        });
    }

    private void check(YamlMap hook, Kind kind, Set<String> needed) {
        if (kind.keys.contains("header")) {
            hook.required("header");
        }
        if (kind.keys.contains("username")) {
            hook.required("username").ifPresent(username -> {
                Placeholders.check(hook, "username", username, needed);
                if (resolved(hook, "username").filter(name -> name.contains(":")).isPresent()) {
                    hook.fault("username", "'username' must not hold a colon (RFC 7617)");
                }
            });
        }
        if (kind.keys.contains("secret")) {
            hook.required("secret").ifPresent(secret -> needed.addAll(Placeholders.needed(secret)));
            checkSecret(hook, "secret", kind);
            checkSecret(hook, "previousSecret", kind);
        }
        if (kind == Kind.HMAC_SHA256) {
            checkSigned(hook);
        }
        hook.duration("tolerance").ifPresent(tolerance -> {
            if (tolerance.compareTo(Duration.ofSeconds(1)) < 0 || tolerance.compareTo(Duration.ofHours(1)) > 0) {
                hook.fault("tolerance", "'tolerance' must be between 1s and 1h");
            }
        });
    }

    private void checkSecret(YamlMap hook, String key, Kind kind) {
        hook.text(key).ifPresent(secret -> {
            if (!Placeholders.isSecretReference(secret)) {
                hook.fault(key, "a secret never stands in a file: " + Placeholders.SECRET_FORM);
            } else if (kind == Kind.STANDARD_WEBHOOKS && resolved(hook, key).filter(value -> whsec(value).isEmpty()).isPresent()) {
                hook.fault(key, "the value of " + secret + " must be " + WHSEC + " and 24 to 64 bytes in Base64");
            }
        });
    }

    private static void checkSigned(YamlMap hook) {
        hook.text("encoding").filter(word -> encoding(word).isEmpty())
            .ifPresent(word -> hook.fault("encoding", "'encoding' must be hex or base64"));
        hook.text("signed").filter(word -> !CONTENTS.contains(word))
            .ifPresent(word -> hook.fault("signed", "'signed' must be one of " + String.join(", ", CONTENTS)));
        hook.text("timestampPrefix").filter(prefix -> !prefix.matches("[!-~&&[^,]]{1,20}"))
            .ifPresent(prefix -> hook.fault("timestampPrefix", "'timestampPrefix' must be 1 to 20 visible ASCII characters without a comma, such as t="));
        boolean timed = content(hook) != Content.BODY;
        if (timed && hook.has("timestampHeader") == hook.has("timestampPrefix")) {
            hook.fault("signed", "with 'signed: " + content(hook).word() + "' the time stands either in the 'timestampHeader' or in the header of the "
                + "signature behind the 'timestampPrefix'");
        }
        if (!timed) {
            List.of("timestampHeader", "timestampPrefix", "tolerance").stream().filter(hook::has).forEach(key ->
                hook.fault(key, "'" + key + "' needs a 'signed' that has the time: a time that is not signed proves nothing"));
        }
    }

    /** @return nothing where a secret or a name is not set: the connector is off then; or where there are faults */
    Optional<SenderProof> read(YamlMap hook) {
        Kind kind = hook.text("authentication").flatMap(Kind::of).orElse(null);
        if (kind == Kind.NONE) {
            return Optional.of(new SenderProof.None());
        }
        Optional<String> current = secret(hook, "secret");
        String header = hook.text("header").map(ReadHook::lower).orElse(null);
        if (kind == null || current.isEmpty() || kind.keys.contains("header") && header == null) {
            return Optional.empty();
        }
        String previous = secret(hook, "previousSecret").orElse(null);
        SenderSecret secret = SenderSecret.ofText(current.get(), previous);
        Duration tolerance = hook.duration("tolerance").orElse(TOLERANCE);
        return switch (kind) {
            case SECRET_HEADER -> Optional.of(new PresentedSecret(header, null, secret));
            case BASIC -> resolved(hook, "username").map(username -> PresentedSecret.basic(username, secret));
            case STANDARD_WEBHOOKS -> whsec(current.get()).map(key ->
                SignedDelivery.standardWebhooks(tolerance, new SenderSecret(key, Optional.ofNullable(previous).flatMap(ReadProof::whsec).orElse(null))));
            case HMAC_SHA256 -> Optional.of(signed(hook, header, tolerance, secret));
            case NONE -> throw new IllegalStateException("nothing to read");
        };
    }

    private static SignedDelivery signed(YamlMap hook, String header, Duration tolerance, SenderSecret secret) {
        Content content = content(hook);
        String timePrefix = hook.text("timestampPrefix").orElse(null);
        Time time = content == Content.BODY ? null : new Time(hook.text("timestampHeader").map(ReadHook::lower).orElse(null), timePrefix);
        return new SignedDelivery(header, timePrefix == null ? "" : ",", hook.text("signaturePrefix").orElse(""),
            hook.text("encoding").flatMap(ReadProof::encoding).orElse(Encoding.HEX), content, time, time == null ? null : tolerance, secret);
    }

    private Optional<String> secret(YamlMap hook, String key) {
        return hook.text(key).filter(Placeholders::isSecretReference).flatMap(text -> resolved(hook, key));
    }

    /** The value with its variables put in, if they are all set and nothing is wrong with it. */
    private Optional<String> resolved(YamlMap hook, String key) {
        return hook.text(key).filter(text -> Placeholders.fault(text).isEmpty())
            .filter(text -> Placeholders.needed(text).stream().allMatch(name -> environment.apply(name).isPresent()))
            .map(text -> Placeholders.resolve(text, environment));
    }

    private static Content content(YamlMap hook) {
        return hook.text("signed").flatMap(word -> Arrays.stream(Content.values()).filter(content -> content.word().equals(word)).findFirst())
            .orElse(Content.BODY);
    }

    private static Optional<Encoding> encoding(String word) {
        return switch (word) {
            case "hex" -> Optional.of(Encoding.HEX);
            case "base64" -> Optional.of(Encoding.BASE64);
            default -> Optional.empty();
        };
    }

    /** The key of a secret of Standard Webhooks 1.0.0, if it is one. */
    private static Optional<byte[]> whsec(String secret) {
        if (!secret.startsWith(WHSEC)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(secret.substring(WHSEC.length()))).filter(key -> key.length >= 24 && key.length <= 64);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
