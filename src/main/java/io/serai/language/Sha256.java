package io.serai.language;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256, in hexadecimal: names that are the same whenever what they name is. Texts count by their UTF-8. */
public final class Sha256 {

    private Sha256() {
    }

    /** Begins one of what comes in pieces. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @return 64 digits */
    public static String hex(String text) {
        return hex(text, 32);
    }

    /** @param bytes so many of the first, from 1 to 32; two digits each */
    public static String hex(String text, int bytes) {
        return HexFormat.of().formatHex(of(text), 0, bytes);
    }

    /** Of what was put into one that was begun here; it is empty then. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** @return 32 bytes */
    public static byte[] of(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of several texts, each with its length, so that none runs into the next. */
    public static String ofParts(List<?> parts) {
        MessageDigest digest = digest();
        for (Object part : parts) {
            byte[] bytes = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return hex(digest);
    }
}
