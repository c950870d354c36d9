package io.serai.mail;

import io.serai.mail.MailPage.Entry;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.eclipse.angus.mail.imap.IMAPMessage;

/**
 * Fetches one message: its first MiB as it is, without marking it as read, so that neither its size nor the server's idea of its structure
 * matters. Of a longer one the attachments behind that are not seen.
 */
final class FetchMessage {

    static final int BYTES = 1 << 20;

    private final Clock clock;

    FetchMessage(Clock clock) {
        this.clock = clock;
    }

    /**
     * @return the message, or why it cannot be read
     * @throws MessagingException if the connection broke: then the fault may not be the message's
     */
    Entry fetch(long uid, Message message) throws MessagingException {
        Instant now = clock.instant();
        Instant receivedAt = now;
        long bytes = 0;
        try {
            Date received = message.getReceivedDate();
            receivedAt = received == null || received.toInstant().isAfter(now) ? now : received.toInstant();
            bytes = message.getSize();
            byte[] start = start((IMAPMessage) message);
            return new Entry(uid, receivedAt, bytes, ReadMessage.read(start, start.length < BYTES), null);
        } catch (UnreadableMessageException e) {
            return new Entry(uid, receivedAt, bytes, null, e.getMessage());
        } catch (FolderClosedException e) {
            throw new MessagingException("the connection broke", e);
        } catch (MessagingException | IOException e) {
            if (isBroken(e)) {
                throw new MessagingException("the connection broke", e);
            }
            return new Entry(uid, receivedAt, bytes, null, "no message that the mail server gives out, it refuses to");
        }
    }

    private static byte[] start(IMAPMessage message) throws MessagingException, IOException {
        try (InputStream in = message.getMimeStream()) {
            return in.readNBytes(BYTES);
        }
    }

    private static boolean isBroken(Exception failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof ConnectionException || one instanceof java.net.SocketException || one instanceof java.net.SocketTimeoutException
                    || one instanceof jakarta.mail.StoreClosedException || one instanceof FolderClosedException) {
                return true;
            }
        }
        return false;
    }
}
