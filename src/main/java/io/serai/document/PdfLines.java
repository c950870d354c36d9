package io.serai.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorN;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorSpace;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceCMYKColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceGrayColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceRGBColor;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Collects the lines of a PDF with what tells headings from text: the size of the letters and their weight. */
final class PdfLines extends PDFTextStripper {

    /**
     * One line.
     *
     * @param size   of most letters, in half points
     * @param bold   true if all letters are
     * @param begins true for the first line of a paragraph
     */
    record Line(int page, String text, int size, boolean bold, boolean begins) {
    }

    private static final int WHITE = 0xFFFFFF;
    /** Points; smaller letters nobody can read. */
    private static final float TINY = 2f;

    private final Budget budget;
    private final String name;
    private final MarkdownHandler.Pages pages;
    private final List<Line> lines = new ArrayList<>();
    private final Map<Integer, PagePictures> pictures = new HashMap<>();
    private final StringBuilder line = new StringBuilder();
    private long characters;
    private int white;
    private float size;
    private int letters;
    private int boldLetters;
    private boolean begins = true;

    PdfLines(Budget budget, String name, MarkdownHandler.Pages pages) {
        this.budget = budget;
        this.name = name;
        this.pages = pages;
        setSortByPosition(true);
        setSuppressDuplicateOverlappingText(false);
        addOperator(new SetNonStrokingColor(this));
        addOperator(new SetNonStrokingColorN(this));
        addOperator(new SetNonStrokingColorSpace(this));
        addOperator(new SetNonStrokingDeviceCMYKColor(this));
        addOperator(new SetNonStrokingDeviceGrayColor(this));
        addOperator(new SetNonStrokingDeviceRGBColor(this));
    }

    List<Line> lines() {
        return lines;
    }

    /** By page, from 1; pages without one are not named. */
    Map<Integer, PagePictures> pictures() {
        return pictures;
    }

    /** Letters in white, which may stand on white. */
    int white() {
        return white;
    }

    @Override
    protected void startPage(PDPage page) {
        pages.begins(getCurrentPageNo());
        begins = true;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (operator.getName().equals(OperatorName.BEGIN_INLINE_IMAGE)) {
            picture(operator.getImageParameters());
        } else if (operator.getName().equals(OperatorName.DRAW_OBJECT) && !operands.isEmpty() && operands.get(0) instanceof COSName drawn
            && getResources() != null && getResources().isImageXObject(drawn)) {
            COSDictionary all = getResources().getCOSObject().getCOSDictionary(COSName.XOBJECT);
            picture(all.getDictionaryObject(drawn) instanceof COSDictionary each ? each : null);
        }
        super.processOperator(operator, operands);
    }

    private void picture(COSDictionary picture) {
        if (picture != null) {
            pictures.computeIfAbsent(getCurrentPageNo(), page -> new PagePictures())
                .draw(picture, getGraphicsState().getCurrentTransformationMatrix(), getCurrentPage().getCropBox());
        }
    }

    @Override
    protected void processTextPosition(TextPosition position) {
        if (position.getFontSizeInPt() < TINY && position.getYScale() < TINY) {
            return;
        }
        if (isWhite()) {
            white++;
        }
        super.processTextPosition(position);
    }

    private boolean isWhite() {
        try {
            return getGraphicsState().getNonStrokingColor().toRGB() == WHITE;
        } catch (IOException | RuntimeException e) {
            return false; // a colour that cannot be told counts as seen
        }
    }

    @Override
    protected void writeParagraphStart() {
        endLine();
        begins = true;
    }

    @Override
    protected void writeParagraphEnd() {
        endLine();
        begins = true;
    }

    @Override
    protected void writeLineSeparator() {
        endLine();
    }

    @Override
    protected void writeWordSeparator() {
        line.append(' ');
    }

    @Override
    protected void writePageStart() {
        begins = true;
    }

    @Override
    protected void writePageEnd() {
        endLine();
        begins = true;
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        characters += text.length();
        if (characters > budget.charactersLeft()) {
            throw budget.tooMuchText(name);
        }
        line.append(text);
        for (TextPosition position : positions) {
            size = Math.max(size, Math.max(position.getFontSizeInPt(), 0));
            letters++;
            boldLetters += isBold(position.getFont()) ? 1 : 0;
        }
    }

    private static boolean isBold(PDFont font) {
        String fontName = font == null || font.getName() == null ? "" : font.getName().toLowerCase(Locale.ROOT);
        return fontName.contains("bold") || fontName.contains("black") || fontName.contains("heavy");
    }

    private void endLine() {
        String said = MarkdownHandler.line(line);
        if (!said.isEmpty()) {
            lines.add(new Line(getCurrentPageNo(), said, Math.round(size * 2), letters > 0 && boldLetters == letters, begins));
            begins = false;
        }
        line.setLength(0);
        size = 0;
        letters = 0;
        boldLetters = 0;
    }
}
