package io.serai.mail;

import java.time.Instant;
import java.util.List;

/**
 * One page of a mailbox, in the order of its UIDs.
 *
 * @param validity UIDVALIDITY of the folder
 * @param reached  the last UID that was looked at; the next page begins behind it
 * @param more     true if there are more
 */
record MailPage(long validity, long reached, boolean more, List<Entry> entries) {

    MailPage {
        entries = List.copyOf(entries);
    }

    /**
     * @param message    what was read, or {@code null}
     * @param unreadable why it was not, or {@code null}
     * @param receivedAt when the server received it (INTERNALDATE), never later than now
     * @param bytes      its size
     */
    record Entry(long uid, Instant receivedAt, long bytes, MailMessage message, String unreadable) {
    }
}
