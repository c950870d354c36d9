package io.serai.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationshipTypes;
import org.apache.poi.xssf.usermodel.XSSFRelation;
import org.apache.tika.exception.TikaException;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.utils.XMLReaderUtils;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** What an Excel workbook (ECMA-376 Part 1, 18) says of its sheets and its styles: which sheets are hidden, and which styles write white. */
final class CellLooks {

    /** So many styles are looked at; Excel has no more. */
    static final int MOST = 65_536;
    /** The first colour of a theme is its background, and 9 and 1 are white in the palette (18.8.27). */
    private static final Set<String> WHITE_INDEX = Set.of("1", "9");

    private final Set<Integer> hiddenSheets = new HashSet<>();
    private final Set<Integer> whiteStyles = new HashSet<>();

    static CellLooks of(Path file) throws IOException, SAXException, TikaException {
        CellLooks looks = new CellLooks();
        try (OPCPackage opened = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
            for (PackagePart part : opened.getPartsByRelationshipType(PackageRelationshipTypes.CORE_DOCUMENT)) {
                parse(part, looks.new Sheets());
            }
            for (PackagePart part : opened.getPartsByContentType(XSSFRelation.STYLES.getContentType())) {
                parse(part, looks.new Styles());
            }
            opened.revert();
        } catch (InvalidFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
        return looks;
    }

    private static void parse(PackagePart part, DefaultHandler handler) throws IOException, SAXException, TikaException {
        try (InputStream in = part.getInputStream()) {
            XMLReaderUtils.parseSAX(in, handler, new ParseContext());
        }
    }

    /** @param sheet from 0, in the order of the workbook */
    boolean isHidden(int sheet) {
        return hiddenSheets.contains(sheet);
    }

    /** @param style of a cell, from 0 */
    boolean isWhite(int style) {
        return whiteStyles.contains(style);
    }

    private final class Sheets extends DefaultHandler {
        private int sheet;

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes) {
            if (local.equals("sheet")) {
                if (Optional.ofNullable(attributes.getValue("state")).orElse("").matches("hidden|veryHidden")) {
                    hiddenSheets.add(sheet);
                }
                sheet++;
            }
        }
    }

    private final class Styles extends DefaultHandler {
        private final List<Boolean> whiteFonts = new ArrayList<>();
        private final List<Boolean> colours = new ArrayList<>();
        /** Of fonts, fills or the formats of cells, which stands around the others. */
        private String list = "";
        private int styles;

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes) {
            switch (local) {
                case "fonts", "fills", "cellXfs", "cellStyleXfs", "dxfs" -> list = local;
                case "font" -> add("fonts", whiteFonts);
                case "fill" -> add("fills", colours);
                case "color" -> set("fonts", whiteFonts, isWhite(attributes));
                case "fgColor" -> set("fills", colours, !isWhite(attributes));
                case "xf" -> {
                    if (list.equals("cellXfs") && styles < MOST) {
                        if (at(whiteFonts, attributes.getValue("fontId")) && !at(colours, attributes.getValue("fillId"))) {
                            whiteStyles.add(styles);
                        }
                        styles++;
                    }
                }
                default -> {
                    // tells nothing of what can be seen
                }
            }
        }

        private void add(String of, List<Boolean> looks) {
            if (list.equals(of) && looks.size() < MOST) {
                looks.add(false);
            }
        }

        private void set(String of, List<Boolean> looks, boolean value) {
            if (list.equals(of) && !looks.isEmpty()) {
                looks.set(looks.size() - 1, value);
            }
        }

        private boolean at(List<Boolean> looks, String index) {
            return index != null && index.matches("[0-9]{1,6}") && Integer.parseInt(index) < looks.size() && looks.get(Integer.parseInt(index));
        }

        private boolean isWhite(Attributes colour) {
            String rgb = colour.getValue("rgb");
            return rgb != null && rgb.matches("(?i)([0-9a-f]{2})?(f[0-9a-f]){3}") || "0".equals(colour.getValue("theme")) && colour.getValue("tint") == null
                || colour.getValue("indexed") != null && WHITE_INDEX.contains(colour.getValue("indexed"));
        }
    }
}
