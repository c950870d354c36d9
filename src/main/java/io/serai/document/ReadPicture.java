package io.serai.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.ocr.TesseractOCRConfig;
import org.apache.tika.parser.ocr.TesseractOCRParser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads the text in a picture by tesseract, where that is installed. */
final class ReadPicture {

    /** For one picture. */
    static final int SECONDS = 25;

    private final TesseractOCRParser tesseract;

    ReadPicture() {
        this(new TesseractOCRParser());
    }

    ReadPicture(TesseractOCRParser tesseract) {
        this.tesseract = tesseract;
    }

    /** True if tesseract is installed on this machine. */
    boolean isThere() {
        try {
            return tesseract.hasTesseract();
        } catch (TikaException e) {
            return false; // its path leads nowhere
        }
    }

    /**
     * @param type   such as {@code image/png}
     * @param begins told before tesseract begins
     */
    void read(Path file, String name, String type, Budget budget, Runnable begins, MarkdownHandler text) throws IOException, SAXException, TikaException {
        check(file, name, budget);
        if (!isThere()) {
            throw new RefusedDocumentException("'" + name + "' is a picture, and text in pictures is read by tesseract, which is not installed on this machine");
        }
        if (!budget.mayScan()) {
            throw new RefusedDocumentException("'" + name + "' is a picture, and reading those may take " + budget.limits().scan() + " s in a document: not read");
        }
        long start = System.nanoTime();
        begins.run();
        try {
            parse(file, type, TesseractOCRConfig.OUTPUT_TYPE.TXT, text);
        } finally {
            budget.scanned(System.nanoTime() - start);
        }
    }

    /**
     * Reads a picture of a page that was drawn here.
     *
     * @param hocr takes the lines with their places
     */
    void page(Path png, ContentHandler hocr) throws IOException, SAXException, TikaException {
        parse(png, "image/png", TesseractOCRConfig.OUTPUT_TYPE.HOCR, hocr);
    }

    private void parse(Path file, String type, TesseractOCRConfig.OUTPUT_TYPE output, ContentHandler text) throws IOException, SAXException, TikaException {
        TesseractOCRConfig config = new TesseractOCRConfig();
        config.setTimeoutSeconds(SECONDS);
        config.setOutputType(output);
        ParseContext context = new ParseContext();
        context.set(TesseractOCRConfig.class, config);
        Metadata metadata = new Metadata();
        metadata.set(Metadata.CONTENT_TYPE, type);
        metadata.set(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE, type.replace("image/", "image/ocr-"));
        try (InputStream in = TikaInputStream.get(file, metadata)) {
            tesseract.parse(in, text, metadata, context);
        }
    }

    /** A few bytes can name a picture that fills any memory: its size is asked for before it is drawn. */
    private static void check(Path file, String name, Budget budget) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = in == null ? null : ImageIO.getImageReaders(in);
            if (readers == null || !readers.hasNext()) {
                throw new RefusedDocumentException("'" + name + "' is damaged: it cannot be read as a picture");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, false, true);
                for (int i = 0; i < budget.limits().pages(); i++) {
                    pixels(name, (long) reader.getWidth(i) * reader.getHeight(i), budget);
                }
                budget.pages(name, budget.limits().pages() + 1);
            } catch (IndexOutOfBoundsException e) {
                return; // that was the last picture in the file
            } catch (RefusedDocumentException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw new RefusedDocumentException("'" + name + "' is damaged: it cannot be read as a picture");
            } finally {
                reader.dispose();
            }
        }
    }

    private static void pixels(String name, long pixels, Budget budget) {
        if (pixels > budget.limits().pixels()) {
            throw new RefusedDocumentException("'" + name + "' is a picture of more than " + budget.limits().pixels() / 1_000_000 + " million pixels: not read");
        }
    }
}
