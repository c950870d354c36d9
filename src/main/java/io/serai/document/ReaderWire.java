package io.serai.document;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the hub and a reader say to each other over the reader's standard streams. The hub: the file, and what it is called. The reader: a
 * kind, one byte, and texts. Each list of texts is its number (4 bytes), then for each its length in bytes (4 bytes) and itself in UTF-8.
 */
final class ReaderWire {

    /** Ready for a file; said once. */
    static final byte READY = '!';
    static final byte PROGRESS = 'P';
    /** A picture or a scanned page begins, for which there is time of its own. */
    static final byte SCAN = 'S';
    static final byte PART = 'D';
    static final byte LEFT = 'L';
    static final byte REFUSED = 'R';
    static final byte END = 'E';
    private static final int MOST_TEXTS = 2_000;

    private ReaderWire() {
    }

    static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    static void write(DataOutputStream out, byte kind, List<String> texts) throws IOException {
        out.writeByte(kind);
        write(out, texts);
        out.flush();
    }

    /** @param most bytes of all texts together: the other side is not trusted */
    static List<String> read(DataInputStream in, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_TEXTS) {
            throw new IOException("a reader says " + count + " texts at once");
        }
        List<String> texts = new ArrayList<>();
        int left = most;
        for (int i = 0; i < count; i++) {
            int length = in.readInt();
            if (length < 0 || length > left) {
                throw new IOException("a reader says a text of " + length + " bytes");
            }
            left -= length;
            texts.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return texts;
    }

    static List<String> texts(DocumentPart part) {
        List<String> texts = new ArrayList<>(List.of(part.path(), part.title(), part.language(), part.text()));
        texts.addAll(part.notes());
        return texts;
    }

    static DocumentPart part(List<String> texts) {
        return new DocumentPart(texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.subList(4, texts.size()));
    }
}
