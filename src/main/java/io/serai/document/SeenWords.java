package io.serai.document;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.tika.sax.ContentHandlerDecorator;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Passes on the XML of a Word or PowerPoint file (ECMA-376 Part 1) without the words that are hidden or too small to be read, and counts
 * those that are white. Styles count as well, if they are read before the words, and stand behind those that they are based on; a theme does not.
 */
final class SeenWords extends ContentHandlerDecorator {

    /** Letters and cells of one file, and its styles by their ids. */
    static final class Count {
        private final Map<String, Run> styles = new HashMap<>();
        private int white;
        private int unread;
        private int sheets;
        private int whiteCells;
        private int hiddenCells;

        /** White or nearly so, with no colour behind them that the text itself names. */
        int white() {
            return white;
        }

        /** The number of a sheet that begins, from 0: they are read in the order of the workbook. */
        int nextSheet() {
            return sheets++;
        }

        void whiteCell() {
            whiteCells++;
        }

        /** Cells in white, with no colour behind them. */
        int whiteCells() {
            return whiteCells;
        }

        void hiddenCell() {
            hiddenCells++;
        }

        /** Cells of hidden sheets, rows and columns: left out. */
        int hiddenCells() {
            return hiddenCells;
        }

        /** Hidden, or smaller than two points: left out. */
        int unread() {
            return unread;
        }
    }

    /** Words of one look, or a style for such. */
    private static final class Run {
        private final String style;
        /** Elements that are open, the run itself is one. */
        private int depth;
        /** Depth of its properties while they are open, else 0. */
        private int properties;
        private boolean filling;
        private boolean hidden;
        private boolean tiny;
        private boolean white;
        private boolean shaded;

        /** @param style its id if it is a style, else {@code null} */
        Run(String style) {
            this.style = style;
        }

        void inherit(Run other) {
            if (other != null) {
                hidden = other.hidden;
                tiny = other.tiny;
                white = other.white;
                shaded = other.shaded;
            }
        }
    }

    private static final String WORD = "/wordprocessingml/";
    private static final String DRAWING = "/drawingml/";
    /** Two points, in half points (17.3.2.38) and in hundredths of a point (21.1.2.3.9). */
    private static final int TINY_WORD = 4;
    private static final int TINY_DRAWING = 200;
    private static final int NEARLY_WHITE = 0xF0;

    private final Count count;
    private final Deque<Run> runs = new ArrayDeque<>();
    private boolean cellProperties;
    private boolean shadedCell;
    private boolean shadedParagraph;
    private Run paragraphStyle;

    SeenWords(ContentHandler next, Count count) {
        super(next);
        this.count = count;
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) throws SAXException {
        boolean word = uri.contains(WORD);
        if (local.equals("r") && (word || uri.contains(DRAWING))) {
            runs.push(new Run(null));
            runs.peek().inherit(paragraphStyle);
        } else if (word && local.equals("style")) {
            runs.push(new Run(attributes.getValue(uri, "styleId")));
        }
        Run run = runs.peek();
        if (run != null) {
            begin(run, uri, local, attributes);
        } else if (word) {
            around(uri, local, attributes);
        }
        super.startElement(uri, local, qualified, attributes);
    }

    private void begin(Run run, String uri, String local, Attributes attributes) {
        run.depth++;
        if (run.properties > 0) {
            property(run, uri, local, attributes);
        } else if (run.depth == 2 && local.equals("rPr")) {
            run.properties = run.depth;
            run.tiny |= isBelow(attributes.getValue("sz"), TINY_DRAWING);
        } else if (run.depth == 2 && local.equals("basedOn")) {
            run.inherit(count.styles.get(attributes.getValue(uri, "val")));
        }
    }

    private void property(Run run, String uri, String local, Attributes attributes) {
        int below = run.depth - run.properties;
        String value = attributes.getValue(uri, "val");
        switch (below == 1 ? local : below == 2 && run.filling ? local + " of fill" : "") {
            case "rStyle" -> run.inherit(count.styles.get(value));
            case "vanish" -> run.hidden = value == null || !value.matches("0|false|off");
            case "sz" -> run.tiny = isBelow(value, TINY_WORD);
            case "color" -> run.white = isWhite(value);
            case "shd" -> run.shaded |= isColoured(attributes.getValue(uri, "fill"));
            case "highlight" -> run.shaded |= value == null || !value.matches("none|white");
            case "solidFill" -> run.filling = true;
            case "srgbClr of fill" -> run.white = isWhite(attributes.getValue("val"));
            default -> {
                // tells nothing of what can be seen
            }
        }
    }

    /** White letters can be read in a paragraph or a cell that has a colour. */
    private void around(String uri, String local, Attributes attributes) {
        switch (local) {
            case "p" -> {
                shadedParagraph = false;
                paragraphStyle = null;
            }
            case "pStyle" -> paragraphStyle = count.styles.get(attributes.getValue(uri, "val"));
            case "tc" -> shadedCell = false;
            case "tcPr" -> cellProperties = true;
            case "shd" -> {
                boolean coloured = isColoured(attributes.getValue(uri, "fill"));
                shadedCell |= cellProperties && coloured;
                shadedParagraph |= !cellProperties && coloured;
            }
            default -> {
                // has no colour
            }
        }
    }

    @Override
    public void endElement(String uri, String local, String qualified) throws SAXException {
        Run run = runs.peek();
        if (run != null) {
            if (run.depth == run.properties) {
                run.properties = 0;
            }
            run.filling &= run.depth - run.properties > 1;
            if (--run.depth == 0) {
                runs.pop();
                if (run.style != null) {
                    count.styles.put(run.style, run);
                }
            }
        } else if (uri.contains(WORD)) {
            cellProperties &= !local.equals("tcPr");
            shadedCell &= !local.equals("tc");
        }
        super.endElement(uri, local, qualified);
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        Run run = runs.peek();
        if (run != null && (run.hidden || run.tiny)) {
            count.unread += letters(characters, start, length);
            return;
        }
        if (run != null && run.white && !run.shaded && !shadedCell && !shadedParagraph) {
            count.white += letters(characters, start, length);
        }
        super.characters(characters, start, length);
    }

    private static int letters(char[] characters, int start, int length) {
        int letters = 0;
        for (int i = start; i < start + length; i++) {
            letters += Character.isWhitespace(characters[i]) ? 0 : 1;
        }
        return letters;
    }

    private static boolean isBelow(String size, int least) {
        return size != null && size.matches("[0-9]{1,6}") && Integer.parseInt(size) < least;
    }

    private static boolean isWhite(String colour) {
        if (colour == null || !colour.matches("[0-9A-Fa-f]{6}")) {
            return false;
        }
        int rgb = Integer.parseInt(colour, 16);
        return Math.min(rgb >> 16, Math.min(rgb >> 8 & 0xFF, rgb & 0xFF)) >= NEARLY_WHITE;
    }

    private static boolean isColoured(String fill) {
        return fill != null && !fill.equals("auto") && !isWhite(fill);
    }
}
