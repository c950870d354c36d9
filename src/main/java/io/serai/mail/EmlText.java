package io.serai.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Reads a message from a file (.eml, RFC 5322) into the JSON that the mailbox's connector stores. */
public final class EmlText {

    private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();
    private static final Pattern HEADER = Pattern.compile("(From |[A-Za-z][A-Za-z0-9-]{0,75}[ \\t]?:).*", Pattern.DOTALL);

    private EmlText() {
    }

    /** True if it begins as a message does, with a header; no JSON does. */
    public static boolean isMessage(byte[] bytes) {
        return HEADER.matcher(new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.ISO_8859_1)).matches();
    }

    /**
     * @param receivedAt stands in for what the server would have said, if the message has no date
     * @return JSON text, on its own a thread of one message
     * @throws UnreadableEmlException saying why the message cannot be read
     */
    public static String json(byte[] bytes, Instant receivedAt) {
        try {
            boolean complete = bytes.length <= FetchMessage.BYTES;
            MailMessage message = ReadMessage.read(complete ? bytes : Arrays.copyOf(bytes, FetchMessage.BYTES), complete);
            Instant at = message.sentAt() == null ? receivedAt : message.sentAt();
            return JSON.writeValueAsString(new StoredMessage(message, at, ThreadView.alone(message, at)));
        } catch (UnreadableMessageException e) {
            throw new UnreadableEmlException("there is " + e.getMessage());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message cannot be written", e);
        }
    }
}
