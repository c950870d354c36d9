package io.serai.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.SAXParser;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.CompositeParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.csv.TextAndCSVParser;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.html.IdentityHtmlMapper;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * The parsers of Tika that are used as they come. Macros are not even looked for, what is embedded in an Office file is not opened, and
 * Word and PowerPoint files are read as streams.
 */
final class TikaText {

    private final Parser parser;
    private final Parser mail;

    TikaText() {
        TextAndCSVParser csv = new TextAndCSVParser();
        csv.setEncodingDetector(DecodeText.detector());
        JSoupParser html = new JSoupParser();
        html.setEncodingDetector(DecodeText.html());
        parser = new CompositeParser(MediaTypeRegistry.getDefaultRegistry(), new OOXMLParser(), new OfficeParser(), html, csv);
        mail = new AutoDetectParser(new DefaultDetector(), html, csv);
    }

    /** Reads the words of a mail, and nothing that is attached. */
    Parser wordsOfMail() {
        return mail;
    }

    /** @return what is odd about it */
    List<String> parse(Path file, String name, String type, ContentHandler text, Metadata metadata) throws IOException, SAXException, TikaException {
        metadata.set(Metadata.CONTENT_TYPE, type);
        metadata.set(TikaCoreProperties.CONTENT_TYPE_USER_OVERRIDE, type);
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name.substring(name.lastIndexOf('/') + 1));
        ParseContext context = new ParseContext();
        context.set(OfficeParserConfig.class, office());
        SeenWords.Count letters = new SeenWords.Count();
        context.set(SAXParser.class, new SeenWordsParser(letters, isWorkbook(type) ? Optional.of(CellLooks.of(file)) : Optional.empty()));
        context.set(HtmlMapper.class, IdentityHtmlMapper.INSTANCE);
        context.set(EncodingDetector.class, DecodeText.detector());
        context.set(EmbeddedDocumentExtractor.class, new EmbeddedDocumentExtractor() {
            @Override
            public boolean shouldParseEmbedded(Metadata part) {
                return false;
            }

            @Override
            public void parseEmbedded(InputStream in, ContentHandler handler, Metadata part, boolean html) {
                throw new IllegalStateException("nothing embedded is asked for");
            }
        });
        try (TikaInputStream in = TikaInputStream.get(file)) {
            parser.parse(in, text, metadata, context);
        }
        return notes(letters);
    }

    private static boolean isWorkbook(String type) {
        return type.contains("spreadsheetml") || type.startsWith("application/vnd.ms-excel.") && type.contains("macroenabled");
    }

    private static List<String> notes(SeenWords.Count letters) {
        List<String> notes = new ArrayList<>();
        if (letters.white() > 0) {
            notes.add(letters.white() + " letters are white, and may not be seen on the page");
        }
        if (letters.unread() > 0) {
            notes.add(letters.unread() + " letters are hidden, or too small to be read: left out");
        }
        if (letters.whiteCells() > 0) {
            notes.add(letters.whiteCells() + " cells are white, and may not be seen on the sheet");
        }
        if (letters.hiddenCells() > 0) {
            notes.add(letters.hiddenCells() + " cells are in hidden sheets, rows or columns: left out");
        }
        return notes;
    }

    private static OfficeParserConfig office() {
        OfficeParserConfig config = new OfficeParserConfig();
        config.setExtractMacros(false);
        config.setIncludeDeletedContent(false);
        config.setIncludeMoveFromContent(false);
        config.setIncludeHeadersAndFooters(false);
        config.setIncludeSlideNotes(true);
        config.setIncludeSlideMasterContent(false);
        config.setIncludeMissingRows(false);
        config.setUseSAXDocxExtractor(true);
        config.setUseSAXPptxExtractor(true);
        return config;
    }
}
