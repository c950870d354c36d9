package io.serai.knowledge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes the fields of one protobuf message, for {@link TrimModel}: protobuf.dev/programming-guides/encoding. */
final class ProtoFields {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;
    private static final int MOST_BITS = 64;

    private ProtoFields() {
    }

    /**
     * @param whole   the field as it is written, its number and length included
     * @param content what a string, a byte string or a message holds; the number itself in its bytes for any other
     */
    record Field(int number, ByteBuffer whole, ByteBuffer content) {

        String text() {
            return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
        }
    }

    /**
     * @param message from its position to its limit; nothing of it is copied
     * @throws IOException if this is no message
     */
    static List<Field> read(ByteBuffer message) throws IOException {
        List<Field> fields = new ArrayList<>();
        ByteBuffer left = message.duplicate();
        while (left.hasRemaining()) {
            int begin = left.position();
            long tag = varint(left);
            int start = left.position();
            int length;
            switch ((int) (tag & 7)) {
                case VARINT -> {
                    varint(left);
                    length = left.position() - start;
                }
                case EIGHT_BYTES -> length = Long.BYTES;
                case FOUR_BYTES -> length = Integer.BYTES;
                case BYTES -> {
                    long told = varint(left);
                    start = left.position();
                    length = told < 0 || told > left.remaining() ? -1 : (int) told;
                }
                default -> length = -1;
            }
            if (length < 0 || length > left.limit() - start) {
                throw new IOException("no protobuf message: byte " + begin);
            }
            left.position(start + length);
            fields.add(new Field((int) (tag >>> 3), left.duplicate().position(begin).limit(start + length).slice(),
                left.duplicate().position(start).limit(start + length).slice()));
        }
        return fields;
    }

    private static long varint(ByteBuffer from) throws IOException {
        long value = 0;
        for (int bits = 0; bits < MOST_BITS && from.hasRemaining(); bits += 7) {
            byte next = from.get();
            value |= (long) (next & 0x7F) << bits;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("no protobuf message: a number has no end");
    }

    static ByteBuffer number(int field, long value) {
        ByteBuffer written = ByteBuffer.allocate(20);
        varint(written, (long) field << 3);
        varint(written, value);
        return written.flip();
    }

    static ByteBuffer text(int field, String text) {
        return message(field, List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** A string, a byte string or a message whose content is these, one after the other. */
    static ByteBuffer message(int field, List<ByteBuffer> content) {
        int length = content.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer written = ByteBuffer.allocate(20 + length);
        varint(written, (long) field << 3 | BYTES);
        varint(written, length);
        content.forEach(part -> written.put(part.duplicate()));
        return written.flip();
    }

    private static void varint(ByteBuffer to, long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            to.put((byte) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        to.put((byte) left);
    }
}
