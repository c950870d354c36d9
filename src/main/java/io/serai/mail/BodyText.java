package io.serai.mail;

import io.serai.mail.MailMessage.Attachment;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Walks through the parts of one message: gathers its text, plain rather than HTML where it has both, and lists what is attached without
 * reading it. Forgives what programs get wrong (charsets, encodings, a missing end), and gives up on a structure that leads nowhere.
 */
final class BodyText {

    private static final int DEPTH = 20;
    private static final int PARTS = 200;
    private static final int BYTES = 256 << 10;
    private static final int LISTED = 50;
    private static final int NAME = 120;
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final List<Attachment> attachments = new ArrayList<>();
    private int parts;
    private boolean cut;

    List<Attachment> attachments() {
        return attachments;
    }

    /** True if a part was longer than is read, or there were more parts than are looked at. */
    boolean cut() {
        return cut;
    }

    /** @throws UnreadableMessageException if the structure cannot be followed */
    String of(MimeMessage message) throws UnreadableMessageException, MessagingException {
        return of(message, 0);
    }

    private String of(MimePart part, int depth) throws UnreadableMessageException, MessagingException {
        if (depth > DEPTH) {
            throw new UnreadableMessageException("no message that can be read, its parts are nested more than " + DEPTH + " deep");
        }
        if (++parts > PARTS) {
            cut = true;
            return "";
        }
        ContentType type = type(part);
        if (type.match("multipart/*")) {
            return multipart(part, type, depth);
        }
        if (isAttached(part, type)) {
            attach(part, type);
            return "";
        }
        if (type.match("text/html")) {
            return HtmlText.of(text(part, type));
        }
        String text = text(part, type);
        return "flowed".equalsIgnoreCase(type.getParameter("format")) ? unfolded(text, "yes".equalsIgnoreCase(type.getParameter("delsp"))) : text;
    }

    private String multipart(MimePart part, ContentType type, int depth) throws UnreadableMessageException, MessagingException {
        List<MimePart> children = children(part);
        if (type.match("multipart/alternative")) {
            String best = "";
            boolean bestIsPlain = false;
            for (MimePart child : children) {
                String text = of(child, depth + 1);
                boolean plain = type(child).match("text/plain");
                if (!text.isBlank() && (best.isEmpty() || plain && !bestIsPlain)) {
                    best = text;
                    bestIsPlain = plain;
                }
            }
            return best;
        }
        boolean report = type.match("multipart/report");
        StringBuilder joined = new StringBuilder();
        for (MimePart child : children) {
            if (!report || joined.isEmpty()) {
                String text = of(child, depth + 1);
                if (!text.isBlank()) {
                    joined.append(joined.isEmpty() ? "" : "\n\n").append(text.strip());
                }
            }
        }
        return joined.toString();
    }

    private static List<MimePart> children(MimePart part) throws UnreadableMessageException {
        try {
            // not by part.getContent(): what that makes of a type can be configured on the class path
            MimeMultipart multipart = new MimeMultipart(new MimePartDataSource(part));
            List<MimePart> children = new ArrayList<>();
            for (int i = 0; i < Math.min(multipart.getCount(), PARTS + 1); i++) {
                BodyPart child = multipart.getBodyPart(i);
                if (child instanceof MimePart mime) {
                    children.add(mime);
                }
            }
            return children;
        } catch (MessagingException e) {
            throw new UnreadableMessageException("no message that can be read, the boundaries of its parts are broken");
        }
    }

    private static ContentType type(Part part) throws MessagingException {
        String[] header = part.getHeader("Content-Type");
        try {
            return new ContentType(header == null ? "text/plain" : header[0]);
        } catch (MessagingException e) {
            String start = header[0].strip().toLowerCase(Locale.ROOT);
            return new ContentType("text", start.startsWith("text/html") ? "html" : "plain", null);
        }
    }

    private static boolean isAttached(MimePart part, ContentType type) throws MessagingException {
        String[] disposition = part.getHeader("Content-Disposition");
        boolean attached = disposition != null && disposition[0].strip().toLowerCase(Locale.ROOT).startsWith("attachment");
        return attached || !(type.match("text/plain") || type.match("text/html") || type.match("text/enriched"))
            || type.getParameter("name") != null && disposition != null;
    }

    private void attach(MimePart part, ContentType type) {
        if (attachments.size() >= LISTED) {
            cut = true;
            return;
        }
        attachments.add(attachment(part, type));
    }

    private static Attachment attachment(MimePart part, ContentType type) {
        String media = CleanText.line(type.getBaseType(), NAME);
        String name = null;
        long bytes = 0;
        try {
            String given = part.getFileName();
            name = CleanText.line(given == null ? null : MimeUtility.decodeText(given), NAME);
            bytes = Math.max(0, part.getSize());
            // four characters for three bytes, and an end of line after 76
            bytes = "base64".equalsIgnoreCase(part.getEncoding()) ? bytes * 57 / 78 : bytes;
        } catch (MessagingException | IOException e) {
            name = name == null ? "name that cannot be read" : name;
        }
        return new Attachment(name == null ? "without a name" : name, media == null ? "application/octet-stream" : media.toLowerCase(Locale.ROOT), bytes);
    }

    private String text(MimePart part, ContentType type) throws MessagingException {
        byte[] bytes = bytes(part);
        return decode(bytes, type.getParameter("charset"));
    }

    private byte[] bytes(MimePart part) throws MessagingException {
        boolean base64 = "base64".equalsIgnoreCase(part.getEncoding());
        try (InputStream in = base64 ? raw(part) : stream(part)) {
            byte[] bytes = in.readNBytes(base64 ? BYTES * 4 / 3 : BYTES);
            cut |= in.read() >= 0;
            return base64 ? unpacked(bytes) : bytes;
        } catch (IOException e) {
            throw new MessagingException("a part cannot be read", e);
        }
    }

    /** What there is up to the first character that does not belong there. */
    private byte[] unpacked(byte[] base64) {
        byte[] letters = new byte[base64.length];
        int n = 0;
        for (byte letter : base64) {
            if (letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9' || letter == '+' || letter == '/') {
                letters[n++] = letter;
            } else if (letter == '=') {
                break;
            } else if (letter > ' ') {
                cut = true;
                break;
            }
        }
        return Base64.getDecoder().decode(Arrays.copyOf(letters, n % 4 == 1 ? n - 1 : n));
    }

    private static InputStream stream(MimePart part) throws MessagingException {
        try {
            return new MimePartDataSource(part).getInputStream();
        } catch (IOException e) {
            // an encoding that nobody knows
            return raw(part);
        }
    }

    private static InputStream raw(MimePart part) throws MessagingException {
        return part instanceof MimeBodyPart body ? body.getRawInputStream() : ((MimeMessage) part).getRawInputStream();
    }

    private static String decode(byte[] bytes, String charset) {
        Charset named = charset(charset);
        if (named != null && !named.equals(StandardCharsets.US_ASCII) && !named.equals(StandardCharsets.UTF_8)) {
            return new String(bytes, named.equals(StandardCharsets.ISO_8859_1) ? WINDOWS : named);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, named == null || named.equals(StandardCharsets.US_ASCII) ? WINDOWS : named);
        }
    }

    private static Charset charset(String name) {
        try {
            return name == null ? null : Charset.forName(MimeUtility.javaCharset(name.strip()));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /** Text as RFC 3676 writes it: a line that ends in a blank goes on in the next, unless it begins a signature. */
    private static String unfolded(String text, boolean withoutBlank) {
        StringBuilder whole = new StringBuilder(text.length());
        for (String line : text.replace("\r\n", "\n").split("\n", -1)) {
            String words = line.startsWith(" ") ? line.substring(1) : line;
            boolean goesOn = words.endsWith(" ") && !words.equals("-- ") && !words.startsWith(">");
            whole.append(goesOn && withoutBlank ? words.substring(0, words.length() - 1) : words).append(goesOn ? "" : "\n");
        }
        return whole.toString();
    }
}
