package io.serai.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What the end of a ZIP archive says of it, so that a flood of entries is seen before a list of them is made (PKWARE APPNOTE 6.3.10, 4.3.16
 * and 4.3.14).
 *
 * @param entries files and folders; it may lie
 */
record ZipEnd(long entries) {

    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int END_SIZE = 22;
    private static final int LOCATOR_SIZE = 20;
    private static final int MANY = 0xFFFF;

    static Optional<ZipEnd> of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer tail = read(channel, Math.max(0, size - END_SIZE - MANY - LOCATOR_SIZE), (int) Math.min(size, END_SIZE + MANY + LOCATOR_SIZE));
            for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
                if (tail.getInt(at) == END) {
                    long entries = Short.toUnsignedInt(tail.getShort(at + 10));
                    return Optional.of(new ZipEnd(entries == MANY ? large(channel, tail, at).orElse(entries) : entries));
                }
            }
            return Optional.empty();
        }
    }

    private static Optional<Long> large(FileChannel channel, ByteBuffer tail, int end) throws IOException {
        int locator = end - LOCATOR_SIZE;
        if (locator < 0 || tail.getInt(locator) != LOCATOR_64) {
            return Optional.empty();
        }
        long at = tail.getLong(locator + 8);
        if (at < 0 || at + 56 > channel.size()) {
            return Optional.empty();
        }
        ByteBuffer end64 = read(channel, at, 56);
        return end64.getInt(0) == END_64 ? Optional.of(end64.getLong(32)) : Optional.empty();
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
            continue;
        }
        return bytes.flip();
    }
}
