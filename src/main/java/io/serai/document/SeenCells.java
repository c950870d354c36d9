package io.serai.document;

import java.util.BitSet;
import org.apache.tika.sax.ContentHandlerDecorator;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Passes on the XML of an Excel sheet (ECMA-376 Part 1, 18.3) without the cells of hidden sheets, rows and columns, and counts those that are white. */
final class SeenCells extends ContentHandlerDecorator {

    private static final int COLUMNS = 16_384;
    private static final String SPREADSHEET = "/spreadsheetml/";

    private final CellLooks looks;
    private final SeenWords.Count count;
    private final BitSet hiddenColumns = new BitSet();
    private boolean hiddenSheet;
    private boolean hiddenRow;
    private int column;
    /** Elements that are open inside a hidden cell, which is one itself. */
    private int skipped;

    SeenCells(ContentHandler next, CellLooks looks, SeenWords.Count count) {
        super(next);
        this.looks = looks;
        this.count = count;
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) throws SAXException {
        if (skipped > 0) {
            skipped++;
            return;
        }
        if (uri.contains(SPREADSHEET)) {
            switch (local) {
                case "worksheet", "chartsheet", "dialogsheet" -> hiddenSheet = looks.isHidden(count.nextSheet());
                case "col" -> {
                    if (isTrue(attributes.getValue("hidden")) || isNothing(attributes.getValue("width"))) {
                        int first = number(attributes.getValue("min"), COLUMNS);
                        hiddenColumns.set(first, Math.max(first, number(attributes.getValue("max"), COLUMNS) + 1));
                    }
                }
                case "row" -> {
                    hiddenRow = isTrue(attributes.getValue("hidden")) || isNothing(attributes.getValue("ht"));
                    column = 0;
                }
                case "c" -> {
                    column = column(attributes.getValue("r"));
                    if (hiddenSheet || hiddenRow || hiddenColumns.get(column)) {
                        skipped = 1;
                        count.hiddenCell();
                        return;
                    }
                    if (looks.isWhite(number(attributes.getValue("s"), CellLooks.MOST))) {
                        count.whiteCell();
                    }
                }
                default -> {
                    // neither a cell nor around one
                }
            }
        }
        super.startElement(uri, local, qualified, attributes);
    }

    @Override
    public void endElement(String uri, String local, String qualified) throws SAXException {
        if (skipped > 0) {
            skipped--;
            return;
        }
        super.endElement(uri, local, qualified);
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        if (skipped == 0) {
            super.characters(characters, start, length);
        }
    }

    private static boolean isTrue(String flag) {
        return flag != null && flag.matches("1|true|on");
    }

    /** Too low or too narrow to be seen. */
    private static boolean isNothing(String size) {
        return size != null && size.matches("0(\\.[0-4][0-9]*)?");
    }

    /** @return from 0 to {@code most} */
    private static int number(String text, int most) {
        return text != null && text.matches("[0-9]{1,7}") ? Math.min(most, Integer.parseInt(text)) : 0;
    }

    /** @param reference such as {@code AB12}; without one the cell stands beside the one before. @return from 1 */
    private int column(String reference) {
        if (reference == null || !reference.matches("[A-Z]{1,3}[0-9]{0,7}")) {
            return column + 1;
        }
        int number = 0;
        for (int i = 0; i < reference.length() && reference.charAt(i) >= 'A'; i++) {
            number = number * 26 + reference.charAt(i) - 'A' + 1;
        }
        return number;
    }
}
