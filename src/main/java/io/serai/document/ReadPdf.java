package io.serai.document;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * Makes Markdown of a PDF. A PDF says where letters stand, not what they are: what is set larger than most of the text, or is a short bold
 * line of its own, is a heading; lines that begin with a number or a bullet are steps. Pages that are scanned are read by {@link ReadScans};
 * other pictures, and scripts, are not looked at.
 */
final class ReadPdf {

    private static final int LONGEST_HEADING = 120;
    private static final int LEVELS = 3;
    private static final double LARGER = 1.12;
    private static final long SCRATCH = 16L << 20;
    private static final Pattern STEP = Pattern.compile("^(?:[-*\\u2022\\u25CF\\u25AA\\u25E6\\u2013\\u00B7]|\\(?[0-9]{1,3}[.)]|[a-z][.)])\\s+.*");
    private static final Pattern BULLET = Pattern.compile("^[*\\u2022\\u25CF\\u25AA\\u25E6\\u2013\\u00B7]\\s+");
    private static final Pattern SENTENCE = Pattern.compile(".*[.,;:!?]$");

    /** @param title what the PDF says its title is, or empty */
    record Text(String markdown, String title, String firstHeading, List<String> notes) {
    }

    private ReadPdf() {
    }

    static Text read(Path file, String name, Budget budget, MarkdownHandler.Pages pages, ReadScans scans) throws IOException {
        try (RandomAccessReadBufferedFile in = new RandomAccessReadBufferedFile(file);
             PDDocument pdf = Loader.loadPDF(in, "", null, null, MemoryUsageSetting.setupMixed(SCRATCH).streamCache)) {
            int count = pdf.getNumberOfPages();
            budget.pages(name, count);
            PdfLines lines = new PdfLines(budget, name, pages);
            lines.writeText(pdf, Writer.nullWriter());
            ReadScans.Pages all = scans.read(pdf, name, lines.lines(), lines.pictures(), budget);
            if (all.lines().isEmpty()) {
                throw new RefusedDocumentException("'" + name + "' has no text in its " + count + " pages"
                    + (all.notes().isEmpty() ? "" : "; " + String.join("; ", all.notes())));
            }
            String title = pdf.getDocumentInformation() == null ? null : pdf.getDocumentInformation().getTitle();
            List<String> notes = new ArrayList<>(all.notes());
            notes.addAll(notes(all, count, lines.white()));
            return write(all.lines(), title == null ? "" : MarkdownHandler.line(title), notes);
        } catch (InvalidPasswordException e) {
            throw new RefusedDocumentException("'" + name + "' is protected by a password: not read");
        }
    }

    private static List<String> notes(ReadScans.Pages all, int count, int white) {
        List<String> notes = new ArrayList<>();
        Set<Integer> full = new HashSet<>(all.unread());
        all.lines().forEach(line -> full.add(line.page()));
        if (full.size() < count) {
            int empty = 1;
            while (full.contains(empty)) {
                empty++;
            }
            notes.add(count - full.size() + " of " + count + " pages hold no text, the first of them page " + empty);
        }
        if (white > 0) {
            notes.add(white + " letters are white, and may not be seen on the page");
        }
        return notes;
    }

    private static Text write(List<PdfLines.Line> lines, String title, List<String> notes) {
        Map<Integer, Integer> letters = new HashMap<>();
        lines.forEach(line -> letters.merge(line.size(), line.text().length(), Integer::sum));
        int body = letters.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        TreeSet<Integer> larger = new TreeSet<>(Comparator.reverseOrder());
        lines.stream().filter(line -> isLarger(line, body)).forEach(line -> larger.add(line.size()));
        List<Integer> sizes = List.copyOf(larger);
        StringBuilder text = new StringBuilder();
        String first = "";
        for (int i = 0; i < lines.size(); i++) {
            PdfLines.Line line = lines.get(i);
            boolean alone = line.begins() && (i + 1 == lines.size() || lines.get(i + 1).begins());
            int level = isLarger(line, body) ? Math.min(LEVELS, sizes.indexOf(line.size()) + 1)
                : line.bold() && alone && couldBeHeading(line) ? Math.min(LEVELS, sizes.size()) + 1 : 0;
            if (level > 0) {
                text.append("\n\n").append("#".repeat(level)).append(' ').append(line.text()).append("\n\n");
                first = first.isEmpty() ? line.text() : first;
            } else {
                paragraph(text, line);
            }
        }
        return new Text(text.toString().replaceAll("\n{3,}", "\n\n").strip(), title, first, notes);
    }

    private static void paragraph(StringBuilder text, PdfLines.Line line) {
        boolean step = STEP.matcher(line.text()).matches();
        String said = BULLET.matcher(line.text()).replaceFirst("- ");
        int end = text.length();
        if (line.begins() && !step) {
            text.append("\n\n");
        } else if (end > 1 && text.charAt(end - 1) == '-' && Character.isLetter(text.charAt(end - 2)) && Character.isLowerCase(said.charAt(0))) {
            text.setLength(end - 1);
        } else {
            text.append('\n');
        }
        text.append(said.startsWith("#") || said.startsWith("```") || said.startsWith("~~~") ? "\\" : "").append(said);
    }

    private static boolean isLarger(PdfLines.Line line, int body) {
        return line.size() > body * LARGER && couldBeHeading(line);
    }

    private static boolean couldBeHeading(PdfLines.Line line) {
        return line.text().length() <= LONGEST_HEADING && !SENTENCE.matcher(line.text()).matches() && line.text().codePoints().anyMatch(Character::isLetter);
    }
}
