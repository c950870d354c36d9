package io.serai.decision;

import io.serai.language.Sha256;
import java.nio.ByteBuffer;

/** Where a ticket stands in a row of all tickets: by chance, evenly, and always at the same place. */
final class Place {

    private Place() {
    }

    /**
     * @param purpose so that who comes first for one purpose does not for another
     * @return from 0.0 to below 1.0
     */
    static double of(String purpose, String tenant, String ticketId) {
        return (ByteBuffer.wrap(Sha256.of(purpose + '\n' + tenant + '\n' + ticketId)).getLong() >>> 11) * 0x1.0p-53;
    }
}
