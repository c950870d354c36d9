package io.serai.connector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.CharBuffer;

/**
 * Reads JSON from outside, within limits: UTF-8 only (a byte order mark is skipped), at most 64 levels, strings of at most 1 MiB,
 * numbers of at most 1,000 digits, no name twice in one object, nothing after the document (RFC 8259; the limits are ours).
 */
public final class ReadableJson {

    static final int DEPTH = 64;
    private static final int NAMES = 1_000;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).maxStringLength(1 << 20).maxNumberLength(1_000)
                .maxNameLength(NAMES).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private ReadableJson() {
    }

    /** Text that is no JSON, or more than the limits allow; the message says where it breaks, never what it says there. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    /** @throws UnreadableException saying where it breaks */
    public static JsonNode read(byte[] bytes) throws UnreadableException {
        String text = decode(bytes);
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw new UnreadableException("the body is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new UnreadableException("not JSON that can be read" + where + reason(e));
        }
    }

    /** Jackson's own words hold pieces of the text, so only what kind of fault it is goes into the message. */
    private static String reason(JsonProcessingException e) {
        String words = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
        if (words.contains("nesting depth")) {
            return ": more than " + DEPTH + " levels";
        }
        if (words.startsWith("Duplicate field")) {
            return ": a name stands twice in one object";
        }
        if (words.contains("exceeds the maximum")) {
            return ": a value is longer than allowed";
        }
        if (words.contains("end-of-input")) {
            return ": it ends in the middle";
        }
        return "";
    }

    private static String decode(byte[] bytes) throws UnreadableException {
        int start = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF ? 3 : 0;
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(bytes.length - start + 1);
        try {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException e) {
            throw new UnreadableException("not UTF-8 at byte " + in.position());
        }
        return out.flip().toString();
    }
}
