package io.serai.document;

import io.serai.article.Unseen;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.tika.detect.CompositeEncodingDetector;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.html.HtmlEncodingDetector;
import org.apache.tika.parser.txt.Icu4jEncodingDetector;
import org.apache.tika.parser.txt.UniversalEncodingDetector;

/** Reads plain text in whatever encoding it is: what is valid UTF-8 is that; else the bytes' own look decides. */
final class DecodeText {

    private static final int LOOKED_AT = 1 << 16;
    private static final EncodingDetector DETECTOR = new CompositeEncodingDetector(List.of(new UniversalEncodingDetector(), new Icu4jEncodingDetector()));

    private DecodeText() {
    }

    static EncodingDetector detector() {
        return DETECTOR;
    }

    /** A page says itself how it is written, if it is well made. */
    static EncodingDetector html() {
        return new CompositeEncodingDetector(List.of(new HtmlEncodingDetector(), DETECTOR));
    }

    /** @return with one kind of line end and no control characters */
    static String read(Path file, String name, Budget budget) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[1 << 14];
        try (Reader in = new InputStreamReader(Files.newInputStream(file), charset(file))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                text.append(buffer, 0, read);
                if (text.length() > budget.charactersLeft()) {
                    throw budget.tooMuchText(name);
                }
            }
        }
        return Unseen.CHARACTERS.matcher(text.toString().replace("\r\n", "\n").replace('\r', '\n')).replaceAll("").strip();
    }

    private static Charset charset(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(LOOKED_AT);
        }
        if (start.length >= 2 && (start[0] == (byte) 0xFE && start[1] == (byte) 0xFF || start[0] == (byte) 0xFF && start[1] == (byte) 0xFE)) {
            return StandardCharsets.UTF_16;
        }
        if (isUtf8(start)) {
            return StandardCharsets.UTF_8;
        }
        try (InputStream in = TikaInputStream.get(file)) {
            Charset found = DETECTOR.detect(in, new Metadata());
            return found == null ? StandardCharsets.UTF_8 : found;
        }
    }

    /** A sign that is cut off at the end is none the worse for it. */
    private static boolean isUtf8(byte[] start) {
        for (int cut = 0; cut < 4 && cut <= start.length; cut++) {
            try {
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(start, 0, start.length - cut));
                return true;
            } catch (CharacterCodingException e) {
                if (start.length < LOOKED_AT) {
                    return false;
                }
            }
        }
        return false;
    }
}
