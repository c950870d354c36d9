package io.serai.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects the bytes of one row up to {@link Rows#ROW}, and turns parts of them into text. */
final class RowBytes {

    private byte[] bytes = new byte[1 << 12];
    private int length;
    private boolean over;
    private boolean ascii = true;

    void clear() {
        length = 0;
        over = false;
        ascii = true;
        if (bytes.length > 1 << 16) {
            bytes = new byte[1 << 12];
        }
    }

    void add(int one) {
        if (length == Rows.ROW) {
            over = true;
            return;
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, Rows.ROW));
        }
        ascii &= one < 0x80;
        bytes[length++] = (byte) one;
    }

    int length() {
        return length;
    }

    /** True if there was more than a row may have; what was too much is not kept. */
    boolean over() {
        return over;
    }

    /** @throws CharacterCodingException if the bytes are not of this encoding */
    String text(int from, int to, Charset encoding) throws CharacterCodingException {
        if (ascii) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        return encoding.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    }

    byte[] all() {
        return Arrays.copyOf(bytes, length);
    }
}
