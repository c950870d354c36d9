package io.serai.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;

/** Tells what a file is. */
final class FileKind {

    enum Kind { TIKA, PDF, TEXT, TABLE, PICTURE, ARCHIVE, MAIL, LOCKED, OTHER }

    /** For messages. */
    static final String READ = "PDF, Word, Excel and PowerPoint files, HTML, Markdown, text, CSV, e-mail (.eml), pictures (PNG, JPEG, TIFF, GIF, BMP) and ZIP archives of those";
    private static final String OPEN_XML = "application/vnd.openxmlformats-officedocument.";
    private static final Map<String, Kind> KINDS = Map.of("application/pdf", Kind.PDF, "application/zip", Kind.ARCHIVE, "message/rfc822", Kind.MAIL,
        "text/csv", Kind.TABLE, "text/tab-separated-values", Kind.TABLE, "application/x-tika-ooxml-protected", Kind.LOCKED);
    private static final Set<String> TIKA = Set.of("text/html", "application/xhtml+xml", "application/msword",
        "application/vnd.ms-excel", "application/vnd.ms-powerpoint", OPEN_XML + "wordprocessingml.document", OPEN_XML + "wordprocessingml.template",
        OPEN_XML + "spreadsheetml.sheet", OPEN_XML + "spreadsheetml.template", OPEN_XML + "presentationml.presentation",
        OPEN_XML + "presentationml.slideshow", OPEN_XML + "presentationml.template", "application/vnd.ms-word.document.macroenabled.12",
        "application/vnd.ms-word.template.macroenabled.12", "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.ms-excel.template.macroenabled.12", "application/vnd.ms-powerpoint.presentation.macroenabled.12",
        "application/vnd.ms-powerpoint.slideshow.macroenabled.12");
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/tiff", "image/gif", "image/bmp");
    private static final byte[] LOCAL_FILE = {'P', 'K', 3, 4};

    private final Detector detector = new DefaultDetector();

    boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(LOCAL_FILE.length), LOCAL_FILE);
        }
    }

    /** @return such as {@code application/pdf}; {@code application/octet-stream} if it cannot be told */
    String type(Path file, String name) throws IOException {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name.substring(name.lastIndexOf('/') + 1));
        try (TikaInputStream in = TikaInputStream.get(file)) {
            return detector.detect(in, metadata).getBaseType().toString();
        }
    }

    static Kind of(String type) {
        Kind kind = KINDS.get(type);
        if (kind != null) {
            return kind;
        }
        if (TIKA.contains(type)) {
            return Kind.TIKA;
        }
        if (type.startsWith("image/")) {
            return PICTURES.contains(type) ? Kind.PICTURE : Kind.OTHER;
        }
        MediaType media = MediaType.parse(type);
        return media != null && MediaTypeRegistry.getDefaultRegistry().isInstanceOf(media, MediaType.TEXT_PLAIN) ? Kind.TEXT : Kind.OTHER;
    }
}
