package io.serai.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Collects the lines that tesseract finds in the picture of a page, from its hOCR (version 1.2: ocr_par, ocr_line and x_size, in pixels). */
final class HocrLines extends DefaultHandler {

    private static final Pattern SIZE = Pattern.compile("x_size ([0-9]{1,6}(?:\\.[0-9]{1,9})?)");
    private static final String PARAGRAPH = "ocr_par";
    private static final String LINE = "ocr_(line|caption|header|textfloat)";

    private record Words(String text, double size) {
    }

    private final int page;
    private final double halfPoints;
    private final List<PdfLines.Line> lines = new ArrayList<>();
    private final List<Words> paragraph = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private double size;
    /** Elements that are open inside a line, which is one itself. */
    private int depth;

    /** @param halfPoints that a pixel is high */
    HocrLines(int page, double halfPoints) {
        this.page = page;
        this.halfPoints = halfPoints;
    }

    List<PdfLines.Line> lines() {
        endParagraph();
        return lines;
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
        String kind = Optional.ofNullable(attributes.getValue("class")).orElse("");
        if (depth > 0) {
            depth++;
        } else if (kind.equals(PARAGRAPH)) {
            endParagraph();
        } else if (kind.matches(LINE)) {
            depth = 1;
            Matcher told = SIZE.matcher(Optional.ofNullable(attributes.getValue("title")).orElse(""));
            size = told.find() ? Double.parseDouble(told.group(1)) : 0;
        }
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
        if (depth > 0 && --depth == 0) {
            String said = MarkdownHandler.line(line);
            if (!said.isEmpty()) {
                paragraph.add(new Words(said, size));
            }
            line.setLength(0);
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (depth > 0) {
            line.append(characters, start, length);
        }
    }

    /** What is measured differs from line to line by the letters that are in it: a paragraph is as large as its smallest line. */
    private void endParagraph() {
        double smallest = paragraph.stream().mapToDouble(Words::size).min().orElse(0);
        for (int i = 0; i < paragraph.size(); i++) {
            lines.add(new PdfLines.Line(page, paragraph.get(i).text(), (int) Math.round(smallest * halfPoints), false, i == 0));
        }
        paragraph.clear();
    }
}
