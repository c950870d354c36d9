package io.serai.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** ZIP archives as tests want them, honest ones and such as no program would write. */
final class Packed {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    static Packed zip() {
        return new Packed();
    }

    /** With the parts that make it a Word file, but for the document itself. */
    static Packed docx() {
        return zip().with("[Content_Types].xml", "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Default Extension=\"png\" ContentType=\"image/png\"/><Override PartName=\"/word/document.xml\""
                + " ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>")
            .with("_rels/.rels", "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\""
                + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
    }

    static String document(String body) {
        return "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
            + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>" + body + "</w:body></w:document>";
    }

    static String paragraph(String text) {
        return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }

    Packed with(String name, String text) {
        return with(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Packed with(String name, byte[] content) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        try {
            zip.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An archive whose list names one and the same packed file many times. */
    static byte[] overlapping(int times, int size) {
        byte[] plain = new byte[size];
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] packed = new byte[size / 500 + 1_000];
        int length = deflater.deflate(packed);
        CRC32 crc = new CRC32();
        crc.update(plain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(local("a.txt", crc.getValue(), length, size));
        out.write(packed, 0, length);
        int list = out.size();
        for (int i = 0; i < times; i++) {
            out.writeBytes(central(String.format("%05d.txt", i), crc.getValue(), length, size, 0, 0, 0));
        }
        out.writeBytes(end(times, out.size() - list, list));
        return out.toByteArray();
    }

    /**
     * An archive with one stored file.
     *
     * @param mode    of Unix, with the kind of file
     * @param flags   general purpose bits
     * @param claimed number of files that the end of the archive claims
     */
    static byte[] odd(String name, byte[] content, int mode, int flags, int times, int claimed) {
        CRC32 crc = new CRC32();
        crc.update(content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(local("a.txt", crc.getValue(), content.length, content.length));
        out.writeBytes(content);
        int list = out.size();
        for (int i = 0; i < times; i++) {
            byte[] entry = central(times == 1 ? name : i + name, crc.getValue(), content.length, content.length, mode, flags, 3);
            ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN).putShort(10, (short) 0);
            out.writeBytes(entry);
        }
        out.writeBytes(end(claimed, out.size() - list, list));
        return out.toByteArray();
    }

    private static byte[] local(String name, long crc, int packed, int size) {
        ByteBuffer buffer = buffer(30 + name.length());
        buffer.putInt(0x04034b50).putShort((short) 20).putShort((short) 0).putShort((short) 8).putInt(0).putInt((int) crc).putInt(packed).putInt(size)
            .putShort((short) name.length()).putShort((short) 0).put(name.getBytes(StandardCharsets.US_ASCII));
        return buffer.array();
    }

    private static byte[] central(String name, long crc, int packed, int size, int mode, int flags, int system) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = buffer(46 + bytes.length);
        buffer.putInt(0x02014b50).putShort((short) (system << 8 | 20)).putShort((short) 20).putShort((short) flags).putShort((short) 8).putInt(0)
            .putInt((int) crc).putInt(packed).putInt(size).putShort((short) bytes.length).putShort((short) 0).putShort((short) 0).putShort((short) 0)
            .putShort((short) 0).putInt(mode << 16).putInt(0).put(bytes);
        return buffer.array();
    }

    private static byte[] end(int entries, int length, int at) {
        return buffer(22).putInt(0x06054b50).putInt(0).putShort((short) entries).putShort((short) entries).putInt(length).putInt(at).putShort((short) 0).array();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
