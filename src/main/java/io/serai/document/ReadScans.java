package io.serai.document;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.tika.exception.TikaException;
import org.xml.sax.SAXException;

/** Reads the pages of a PDF that are pictures and hardly anything else: draws them, one by one, and has tesseract read what it sees. */
final class ReadScans {

    /** A page with as many letters as this is no scan, whatever lies under them. */
    private static final int FEW_LETTERS = 100;
    private static final float DPI = 300f;
    private static final float POINTS = 72f;
    /** A page of A4 has 8.7 million at 300 dpi; a larger one is drawn more coarsely. */
    private static final double PIXELS = 12_000_000;
    private static final int LONGEST_SIDE = 20_000;
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final ReadPicture pictures;
    private final Path work;
    private final Consumer<String> begins;

    /**
     * What pages say.
     *
     * @param unread scanned pages that are not read
     * @param notes  which have been read, and which have not, and why
     */
    record Pages(List<PdfLines.Line> lines, Set<Integer> unread, List<String> notes) {
    }

    /**
     * @param work   folder for a file of ours
     * @param begins told in words before each page
     */
    ReadScans(ReadPicture pictures, Path work, Consumer<String> begins) {
        this.pictures = pictures;
        this.work = work;
        this.begins = begins;
    }

    /** @return all lines by page, those of scanned pages among them. */
    Pages read(PDDocument pdf, String name, List<PdfLines.Line> lines, Map<Integer, PagePictures> drawn, Budget budget) throws IOException {
        Map<Integer, List<PdfLines.Line>> byPage = new TreeMap<>();
        lines.forEach(line -> byPage.computeIfAbsent(line.page(), page -> new ArrayList<>()).add(line));
        TreeSet<Integer> scans = new TreeSet<>();
        drawn.forEach((page, each) -> {
            if (each.isScan() && letters(byPage.getOrDefault(page, List.of())).length() < FEW_LETTERS) {
                scans.add(page);
            }
        });
        TreeSet<Integer> read = new TreeSet<>();
        Map<String, TreeSet<Integer>> unread = new LinkedHashMap<>();
        for (int page : scans) {
            String why = page(pdf, name, page, drawn.get(page), byPage, budget);
            (why.isEmpty() ? read : unread.computeIfAbsent(why, each -> new TreeSet<>())).add(page);
        }
        List<String> notes = new ArrayList<>();
        if (!read.isEmpty()) {
            notes.add(pages(read) + (read.size() == 1 ? " is" : " are") + " scanned: what tesseract has read there may have mistakes");
        }
        unread.forEach((why, which) -> notes.add(pages(which) + (which.size() == 1 ? " is" : " are") + " scanned and not read: " + why));
        scans.removeAll(read);
        return new Pages(byPage.values().stream().flatMap(List::stream).toList(), scans, notes);
    }

    /** @return why it is not read, or empty. */
    private String page(PDDocument pdf, String name, int page, PagePictures drawn, Map<Integer, List<PdfLines.Line>> byPage, Budget budget) throws IOException {
        if (!pictures.isThere()) {
            return "text in pictures is read by tesseract, which is not installed on this machine";
        }
        String unreadable = drawn.unreadable(Runtime.getRuntime().maxMemory() / 4);
        if (!unreadable.isEmpty()) {
            return "it shows " + unreadable;
        }
        if (!budget.mayScan()) {
            return "reading scans may take " + budget.limits().scan() + " s in a document";
        }
        long start = System.nanoTime();
        begins.accept("scanned page " + page + " of '" + name + "'");
        Path picture = Files.createTempFile(work, "page", ".png");
        try {
            PDRectangle box = pdf.getPage(page - 1).getCropBox();
            double dpi = Math.min(DPI, POINTS * Math.sqrt(PIXELS / ((double) box.getWidth() * box.getHeight())));
            if (Math.max(box.getWidth(), box.getHeight()) * dpi / POINTS > LONGEST_SIDE) {
                return "it is too long and thin to be drawn";
            }
            String undrawn = draw(pdf, page, (float) dpi, picture);
            if (!undrawn.isEmpty()) {
                return undrawn;
            }
            HocrLines found = new HocrLines(page, 2 * POINTS / dpi);
            pictures.page(picture, found);
            merge(byPage, page, found.lines());
            return "";
        } catch (SAXException | TikaException e) {
            return "tesseract fails at it, or takes more than " + ReadPicture.SECONDS + " s";
        } finally {
            Files.deleteIfExists(picture);
            budget.scanned(System.nanoTime() - start);
        }
    }

    /** @return why it cannot be drawn, or empty. */
    private static String draw(PDDocument pdf, int page, float dpi, Path picture) {
        try {
            PDFRenderer renderer = new PDFRenderer(pdf);
            renderer.setSubsamplingAllowed(true);
            BufferedImage image = renderer.renderImageWithDPI(page - 1, dpi, ImageType.GRAY);
            ImageIO.write(image, "png", picture.toFile());
            return "";
        } catch (IOException | RuntimeException e) {
            return "it cannot be drawn: " + e.getClass().getSimpleName();
        }
    }

    /** The few letters that a scanned page has of its own, a stamp or a number, are seen by tesseract as well. */
    private static void merge(Map<Integer, List<PdfLines.Line>> byPage, int page, List<PdfLines.Line> found) {
        String seen = letters(found);
        List<PdfLines.Line> both = new ArrayList<>(byPage.getOrDefault(page, List.of()));
        both.removeIf(line -> seen.contains(letters(List.of(line))));
        both.addAll(found);
        byPage.put(page, both);
    }

    private static String letters(List<PdfLines.Line> lines) {
        StringBuilder letters = new StringBuilder();
        lines.forEach(line -> letters.append(NO_LETTER.matcher(line.text()).replaceAll("").toLowerCase(Locale.ROOT)));
        return letters.toString();
    }

    /** Such as {@code pages 2, 4 to 7 and 9}. */
    static String pages(TreeSet<Integer> pages) {
        List<String> runs = new ArrayList<>();
        int from = pages.first();
        for (int page : pages) {
            from = pages.contains(page - 1) ? from : page;
            if (!pages.contains(page + 1)) {
                runs.add(from == page ? Integer.toString(page) : from + " to " + page);
            }
        }
        String last = runs.get(runs.size() - 1);
        return (pages.size() == 1 ? "page " : "pages ") + (runs.size() == 1 ? last : String.join(", ", runs.subList(0, runs.size() - 1)) + " and " + last);
    }
}
