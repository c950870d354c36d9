package io.serai.mail;

import io.serai.language.Shortened;
import io.serai.mail.MailMessage.Attachment;
import io.serai.mail.MailMessage.Person;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a MIME message (RFC 5322, 2045 to 2047) into a {@link MailMessage}. Stateless, safe for concurrent use. */
final class ReadMessage {

    static final String NOTE = "X-Serai-Note";
    private static final int TEXT = 32_768;
    private static final int SUBJECT = 500;
    private static final int HEADER = 20_000;
    private static final int ADDRESSES = 20;

    private ReadMessage() {
    }

    /**
     * @param bytes    the message as it stands in the mailbox, or its beginning
     * @param complete false if the message was longer than is read, so that its end is missing
     * @throws UnreadableMessageException saying what it lacks
     */
    static MailMessage read(byte[] bytes, boolean complete) throws UnreadableMessageException {
        try {
            return message(new MimeMessage(MailSessions.offline(), new ByteArrayInputStream(bytes)), complete);
        } catch (MessagingException e) {
            throw new UnreadableMessageException("no message that can be read, its structure is broken");
        } catch (RuntimeException | StackOverflowError e) {
            // one message that nobody foresaw must not hold up those behind it
            throw new UnreadableMessageException("no message that can be read, the parser fails with " + e.getClass().getSimpleName());
        }
    }

    private static MailMessage message(MimeMessage message, boolean complete) throws UnreadableMessageException, MessagingException {
        List<InternetAddress> authors = addresses(message, "From");
        if (authors.isEmpty()) {
            throw new UnreadableMessageException("no From address that can be read, so nobody could be answered");
        }
        Person from = new Person(CleanText.line(decoded(authors.get(0).getPersonal()), 200), authors.get(0).getAddress());
        String subject = CleanText.line(decoded(value(message, "Subject")), SUBJECT);
        BodyText body = new BodyText();
        String whole = CleanText.lines(body.of(message));
        String text = Shortened.to(whole, TEXT);
        List<Attachment> attachments = body.attachments();
        List<String> references = MessageIds.all(value(message, "References"));
        String inReplyTo = MessageIds.first(value(message, "In-Reply-To"));
        String given = MessageIds.first(value(message, "Message-ID"));
        String id = given != null ? given : MessageIds.hash(value(message, "Date") + "\n" + from + "\n" + subject + "\n" + text);
        references.remove(id);
        String note = value(message, NOTE);
        return new MailMessage(id, inReplyTo, references, from, addresses(message, "Reply-To").stream().map(InternetAddress::getAddress).findFirst().orElse(null),
            addresses(message, "To").stream().map(InternetAddress::getAddress).toList(),
            addresses(message, "Cc").stream().map(InternetAddress::getAddress).toList(),
            subject, date(message), importance(message), Automatic.of(message, from.address(), subject).orElse(null),
            note != null && note.strip().matches("\\[serai:[0-9a-f]{8}]") ? note.strip() : null,
            text, OwnWords.ofAnswer(text), !complete || body.cut() || text.length() < whole.length(), attachments);
    }

    private static String importance(MimeMessage message) throws MessagingException {
        String importance = String.valueOf(value(message, "Importance")).strip().toLowerCase(Locale.ROOT);
        String priority = String.valueOf(value(message, "X-Priority")).strip();
        return importance.startsWith("high") || priority.startsWith("1") || priority.startsWith("2") ? "high"
            : importance.startsWith("low") || priority.startsWith("5") ? "low" : null;
    }

    private static Instant date(MimeMessage message) throws MessagingException {
        String date = value(message, "Date");
        try {
            return date == null ? null : new MailDateFormat().parse(CleanText.line(date, 100)).toInstant();
        } catch (ParseException e) {
            return null;
        }
    }

    /** Those addresses of a header that can be written to, in lower case. */
    private static List<InternetAddress> addresses(MimeMessage message, String header) throws MessagingException {
        List<InternetAddress> found = new ArrayList<>();
        String[] values = message.getHeader(header);
        if (values == null) {
            return found;
        }
        for (String value : values) {
            try {
                for (InternetAddress address : InternetAddress.parseHeader(MimeUtility.unfold(cut(value)), false)) {
                    String plain = address.getAddress() == null ? "" : address.getAddress().strip().toLowerCase(Locale.ROOT);
                    if (found.size() < ADDRESSES && Addresses.isPlain(plain)) {
                        address.setAddress(plain);
                        found.add(address);
                    }
                }
            } catch (AddressException e) {
                // the header's other lines may be readable
                continue;
            }
        }
        return found;
    }

    /** The first value of a header, unfolded, still encoded; {@code null} if there is none. */
    private static String value(MimeMessage message, String header) throws MessagingException {
        String[] values = message.getHeader(header);
        return values == null || values[0] == null || values[0].isBlank() ? null : MimeUtility.unfold(cut(values[0]));
    }

    private static String cut(String value) {
        return value.length() <= HEADER ? value : value.substring(0, HEADER);
    }

    /** Encoded words (RFC 2047); those in a charset that nobody knows stay as they are. */
    private static String decoded(String value) {
        try {
            return value == null ? null : MimeUtility.decodeText(value);
        } catch (UnsupportedEncodingException e) {
            return value;
        }
    }
}
