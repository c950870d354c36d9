package io.serai.document;

import java.io.IOException;
import java.util.Optional;
import javax.xml.parsers.SAXParser;
import org.apache.tika.exception.TikaException;
import org.apache.tika.sax.OfflineContentHandler;
import org.apache.tika.utils.XMLReaderUtils;
import org.xml.sax.ContentHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXNotRecognizedException;
import org.xml.sax.SAXNotSupportedException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** Tika's own parser of XML, as safe as it is, that hands over {@link SeenWords} alone, or the {@link SeenCells} of a workbook. For one file. */
final class SeenWordsParser extends SAXParser {

    private final SeenWords.Count count;
    private final Optional<CellLooks> cells;
    private final SAXParser parser;

    /** @param cells what a workbook says of its cells; absent for all other files */
    SeenWordsParser(SeenWords.Count count, Optional<CellLooks> cells) throws TikaException {
        this.count = count;
        this.cells = cells;
        this.parser = XMLReaderUtils.getSAXParser();
    }

    @Override
    public void parse(InputSource in, DefaultHandler handler) throws SAXException, IOException {
        parser.parse(in, new OfflineContentHandler(cells.<ContentHandler>map(looks -> new SeenCells(handler, looks, count))
            .orElseGet(() -> new SeenWords(handler, count))));
    }

    @Override
    @SuppressWarnings("deprecation")
    public org.xml.sax.Parser getParser() throws SAXException {
        return parser.getParser();
    }

    @Override
    public XMLReader getXMLReader() throws SAXException {
        return parser.getXMLReader();
    }

    @Override
    public void reset() {
        parser.reset();
    }

    @Override
    public boolean isNamespaceAware() {
        return parser.isNamespaceAware();
    }

    @Override
    public boolean isValidating() {
        return parser.isValidating();
    }

    @Override
    public void setProperty(String name, Object value) throws SAXNotRecognizedException, SAXNotSupportedException {
        parser.setProperty(name, value);
    }

    @Override
    public Object getProperty(String name) throws SAXNotRecognizedException, SAXNotSupportedException {
        return parser.getProperty(name);
    }
}
