package io.serai.decision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Where a ticket stands in a row of all tickets: by chance, evenly, and always at the same place. */
final class Place {

    private Place() {
    }

    /**
     * @param purpose so that who comes first for one purpose does not for another
     * @return from 0.0 to below 1.0
     */
    static double of(String purpose, String tenant, String ticketId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((purpose + '\n' + tenant + '\n' + ticketId).getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
