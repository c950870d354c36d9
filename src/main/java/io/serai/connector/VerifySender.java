package io.serai.connector;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Checks that a webhook comes from who may send it: on the raw bytes, and in a time that tells nothing about the secret. */
@Component
class VerifySender {

    /**
     * @param values of the connector's header, as they came; anything but exactly one is refused
     */
    boolean verify(Connector.Hook hook, List<String> values, byte[] payload) {
        if (hook.authentication() == Connector.Authentication.NONE) {
            return true;
        }
        String sent = values.size() == 1 ? values.get(0) : "";
        byte[] expected = switch (hook.authentication()) {
            case SECRET_HEADER -> hook.secret().getBytes(StandardCharsets.UTF_8);
            case HMAC_SHA256 -> (hook.signaturePrefix() + hmac(hook.secret(), payload)).getBytes(StandardCharsets.US_ASCII);
            case NONE -> throw new IllegalStateException("nothing to compare");
        };
        String given = hook.authentication() == Connector.Authentication.HMAC_SHA256 ? lowerHex(sent, hook.signaturePrefix()) : sent;
        // hashed first: the comparison then takes the same time whatever the lengths
        return MessageDigest.isEqual(EventStore.hash(expected), EventStore.hash(given.getBytes(StandardCharsets.UTF_8)));
    }

    /** Hex digits may come in either case, if they are ASCII. */
    private static String lowerHex(String sent, String prefix) {
        return sent.startsWith(prefix) && sent.substring(prefix.length()).matches("[0-9a-fA-F]{64}")
            ? prefix + sent.substring(prefix.length()).toLowerCase(Locale.ROOT) : sent;
    }

    private static String hmac(String secret, byte[] payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
