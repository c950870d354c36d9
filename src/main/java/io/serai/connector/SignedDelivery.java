package io.serai.connector;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The sender sends an HMAC-SHA256 (RFC 2104) over the raw body, and where {@code content} says so over its time and its id as well.
 *
 * @param header    the header with the signature, in lower case
 * @param separator what stands between the parts of that header, of which one right signature is enough; empty if it is one signature
 * @param prefix    what stands before a signature ({@code sha256=}), possibly empty
 * @param encoding  how a signature is written
 * @param content   what is signed
 * @param time      where the time stands; {@code null} if {@code content} has none
 * @param tolerance how far that time may be from ours, either way; {@code null} if {@code content} has none
 */
record SignedDelivery(String header, String separator, String prefix, Encoding encoding, Content content, Time time, Duration tolerance,
                      SenderSecret secret) implements SenderProof {

    private static final int PARTS = 16;
    /** Seconds since 1970 in ASCII digits; eleven are enough for three thousand years. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    /** Without a full stop, so that what is signed can be taken apart in one way only; visible ASCII. */
    private static final Pattern ID = Pattern.compile("[!-~&&[^.]]{1,256}");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
    private static final String WEBHOOK_ID = "webhook-id";

    /** How a signature is written. */
    enum Encoding { HEX, BASE64 }

    /** What is signed: nothing but the body, or what stands before it too. */
    enum Content {
        BODY("body"),
        TIMESTAMP_BODY("timestamp.body"),
        V0_TIMESTAMP_BODY("v0:timestamp:body"),
        ID_TIMESTAMP_BODY("id.timestamp.body");

        private final String word;

        Content(String word) {
            this.word = word;
        }

        /** As the connector's file says it. */
        String word() {
            return word;
        }

        private String before(String id, String timestamp) {
            return switch (this) {
                case BODY -> "";
                case TIMESTAMP_BODY -> timestamp + ".";
                case V0_TIMESTAMP_BODY -> "v0:" + timestamp + ":";
                case ID_TIMESTAMP_BODY -> id + "." + timestamp + ".";
            };
        }
    }

    /**
     * Where the time stands.
     *
     * @param header the header that holds nothing else, in lower case; {@code null} if it is a part of the signature's
     * @param prefix what that part begins with ({@code t=}); {@code null} with a header of its own
     */
    record Time(String header, String prefix) {
    }

    SignedDelivery {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(separator, "separator");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(secret, "secret");
        if (content != Content.BODY) {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(tolerance, "tolerance");
        }
    }

    /** Hex digits after a prefix, over the body alone. */
    static SignedDelivery ofBody(String header, String prefix, SenderSecret secret) {
        return new SignedDelivery(header, "", prefix, Encoding.HEX, Content.BODY, null, null, secret);
    }

    /**
     * Standard Webhooks 1.0.0 (standardwebhooks.com), symmetric signatures: {@code v1,} and Base64, several of them separated by a space.
     *
     * @param secret the bytes that the text after {@code whsec_} stands for
     */
    static SignedDelivery standardWebhooks(Duration tolerance, SenderSecret secret) {
        return new SignedDelivery("webhook-signature", " ", "v1,", Encoding.BASE64, Content.ID_TIMESTAMP_BODY,
            new Time("webhook-timestamp", null), tolerance, secret);
    }

    @Override
    public Verdict verify(Request request, Instant now) {
        String value = request.single(header).orElse("");
        List<String> parts = separator.isEmpty() ? List.of(value)
            : Arrays.stream(value.split(Pattern.quote(separator), PARTS + 1)).map(String::strip).toList();
        String timestamp = timestamp(request, parts);
        String id = content == Content.ID_TIMESTAMP_BODY ? request.single(WEBHOOK_ID).orElse("") : "";
        boolean sound = parts.size() <= PARTS && (time == null || isFresh(timestamp, now))
            && (content != Content.ID_TIMESTAMP_BODY || ID.matcher(id).matches());
        byte[] before = content.before(id, timestamp).getBytes(StandardCharsets.UTF_8);
        // also for what is refused already: how long a refusal takes must not tell why
        Verdict verdict = secret.judge(key -> prefix + sign(key, before, request.payload()), parts.stream().map(this::usualCase).toList());
        return sound ? verdict : Verdict.REFUSED;
    }

    private String timestamp(Request request, List<String> parts) {
        if (time == null) {
            return "";
        }
        if (time.header() != null) {
            return request.single(time.header()).orElse("");
        }
        List<String> times = parts.stream().filter(part -> part.startsWith(time.prefix())).map(part -> part.substring(time.prefix().length())).toList();
        return times.size() == 1 ? times.get(0) : "";
    }

    private boolean isFresh(String timestamp, Instant now) {
        return SECONDS.matcher(timestamp).matches()
            && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs().compareTo(tolerance) <= 0;
    }

    /** Hex digits may come in either case, if they are ASCII. */
    private String usualCase(String given) {
        return encoding == Encoding.HEX && given.startsWith(prefix) && HEX.matcher(given.substring(prefix.length())).matches()
            ? prefix + given.substring(prefix.length()).toLowerCase(Locale.ROOT) : given;
    }

    private String sign(byte[] key, byte[] before, byte[] payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(before);
            byte[] signature = mac.doFinal(payload);
            return encoding == Encoding.HEX ? HexFormat.of().formatHex(signature) : Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** From the earliest clock to the latest that takes it for fresh. */
    @Override
    public Optional<Duration> validFor() {
        return Optional.ofNullable(tolerance).map(either -> either.multipliedBy(2));
    }

    @Override
    public Optional<String> idHeader() {
        return content == Content.ID_TIMESTAMP_BODY ? Optional.of(WEBHOOK_ID) : Optional.empty();
    }
}
