package io.serai.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file from a place on, one by one; knows where it is. A line ends with LF, CR LF or CR. */
final class FileBytes implements AutoCloseable {

    private static final int AHEAD = 1 << 16;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(AHEAD).limit(0);
    private long offset;
    private long line;

    private FileBytes(FileChannel channel, long offset, long line) {
        this.channel = channel;
        this.offset = offset;
        this.line = line;
    }

    /**
     * @param file   a symbolic link is refused
     * @param offset of the first byte to read
     * @param line   that this byte stands in, from 1
     */
    static FileBytes open(Path file, long offset, long line) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            channel.position(offset);
            return new FileBytes(channel, offset, line);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** @return the next byte, 0 to 255, which stays the next one; -1 at the end */
    int peek() throws IOException {
        if (!buffer.hasRemaining()) {
            buffer.clear();
            int read = channel.read(buffer);
            buffer.flip();
            if (read <= 0) {
                return -1;
            }
        }
        return buffer.get(buffer.position()) & 0xFF;
    }

    /** @return the next byte, 0 to 255, or -1 at the end */
    int read() throws IOException {
        int one = peek();
        if (one < 0) {
            return -1;
        }
        buffer.get();
        offset++;
        if (one == '\n' || one == '\r' && peek() != '\n') {
            line++;
        }
        return one;
    }

    /** Of the next byte. */
    long offset() {
        return offset;
    }

    /** That the next byte stands in, from 1. */
    long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
