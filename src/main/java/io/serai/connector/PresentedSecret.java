package io.serai.connector;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * The sender sends the secret itself.
 *
 * @param header   the header that carries it, in lower case
 * @param username with HTTP Basic (RFC 7617) whose password the secret is; {@code null} if the header holds nothing but the secret
 */
record PresentedSecret(String header, String username, SenderSecret secret) implements SenderProof {

    private static final String BASIC = "Basic ";

    PresentedSecret {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(secret, "secret");
    }

    /** @param username without a colon */
    static PresentedSecret basic(String username, SenderSecret secret) {
        return new PresentedSecret("authorization", Objects.requireNonNull(username, "username"), secret);
    }

    @Override
    public Verdict verify(Request request, Instant now) {
        String given = request.single(header).orElse("");
        return secret.judge(this::right, List.of(username == null ? given : usualScheme(given)));
    }

    private String right(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        return username == null ? text : BASIC + Base64.getEncoder().encodeToString((username + ":" + text).getBytes(StandardCharsets.UTF_8));
    }

    /** A scheme may be written in either case (RFC 9110, 11.1). */
    private static String usualScheme(String given) {
        return given.regionMatches(true, 0, BASIC, 0, BASIC.length()) ? BASIC + given.substring(BASIC.length()) : given;
    }
}
