package io.serai.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.tika.parser.ocr.TesseractOCRParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of a PDF that are pictures are read where tesseract is installed, and told of where they are not read. */
class ScannedPdfTest {

    /** A small page is read in a fraction of the time that a page of A4 takes. */
    private static final PDRectangle PAGE = new PDRectangle(300, 200);
    private static final String ABSENT = "text in pictures is read by tesseract, which is not installed on this machine";

    @TempDir Path work;
    private final List<String> begun = new ArrayList<>();

    private ReadPdf.Text read(Path pdf, ReadPicture pictures, int seconds) throws IOException {
        DocumentLimits limits = new DocumentLimits(100L << 20, 1_000, 100, 3, 2_000, 4_000_000, 60_000_000, seconds);
        return ReadPdf.read(pdf, "guide.pdf", new Budget(limits), page -> { }, new ReadScans(pictures, Files.createDirectories(work.resolve("own")), begun::add));
    }

    private static ReadPicture absent() {
        TesseractOCRParser parser = new TesseractOCRParser();
        parser.setTesseractPath("/nowhere/at/all/");
        return new ReadPicture(parser);
    }

    private interface Page {
        void draw(PDDocument pdf, PDPageContentStream content) throws IOException;
    }

    private Path pdf(Page... pages) throws IOException {
        Path file = Files.createTempDirectory(work, "pdf").resolve("file.pdf");
        try (PDDocument pdf = new PDDocument()) {
            for (Page each : pages) {
                PDPage page = new PDPage(PAGE);
                pdf.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                    each.draw(pdf, content);
                }
            }
            pdf.save(file.toFile());
        }
        return file;
    }

    private static Page text(String words) {
        return (pdf, content) -> {
            content.beginText();
            content.setFont(new PDType1Font(FontName.HELVETICA), 11);
            content.newLineAtOffset(20, 150);
            content.showText(words);
            content.endText();
        };
    }

    private static Page scan() {
        return (pdf, content) -> content.drawImage(LosslessFactory.createFromImage(pdf, picture()), 0, 0, PAGE.getWidth(), PAGE.getHeight());
    }

    private static BufferedImage picture() {
        BufferedImage picture = new BufferedImage(900, 600, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 900, 600);
        pen.setColor(Color.BLACK);
        String[] lines = {"Printer queue", "The queue stops when the spooler hangs.", "1. Restart the spooler.", "2. Delete the job that hangs."};
        int y = 90;
        for (String line : lines) {
            pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, y == 90 ? 64 : 36));
            pen.drawString(line, 60, y);
            y += y < 200 ? 110 : 60;
        }
        pen.dispose();
        return picture;
    }

    /** Such as a scanner packs it, or as an attacker says it is: nothing unpacks it. */
    private static Page claimed(int width, int height, COSName filter) {
        return (pdf, content) -> content.drawImage(new PDImageXObject(pdf, new ByteArrayInputStream(new byte[64]), filter, width, height, 8, PDDeviceGray.INSTANCE),
            0, 0, PAGE.getWidth(), PAGE.getHeight());
    }

    @Test
    void scannedPagesAreReadAmongTheOthersWithTheirHeadingsAndSteps() throws Exception {
        assumeTrue(new TesseractOCRParser().hasTesseract(), "tesseract is not installed: reading a scanned page is not tried");

        ReadPdf.Text text = read(pdf(text("This page was typed, and says who is to be asked."), scan(), (pdf, content) -> { }), new ReadPicture(), 120);

        assertThat(text.markdown()).startsWith("This page was typed, and says who is to be asked.").contains("\n# Printer queue\n")
            .contains("The queue stops when the spooler hangs.").containsPattern("1\\. Restart the spooler\\.\n2\\. Delete the job that hangs\\.");
        assertThat(text.firstHeading()).isEqualTo("Printer queue");
        assertThat(text.notes()).containsExactly("page 2 is scanned: what tesseract has read there may have mistakes",
            "1 of 3 pages hold no text, the first of them page 3");
        assertThat(begun).containsExactly("scanned page 2 of 'guide.pdf'");
        try (Stream<Path> left = Files.list(work.resolve("own"))) {
            assertThat(left).as("drawn pages that stay").isEmpty();
        }
    }

    @Test
    void withoutTesseractTheOtherPagesAreKeptAndTheDocumentSaysWhichAreNotRead() throws IOException {
        ReadPdf.Text text = read(pdf(scan(), text("This page was typed."), scan(), scan()), absent(), 120);

        assertThat(text.markdown()).isEqualTo("This page was typed.");
        assertThat(text.notes()).containsExactly("pages 1 and 3 to 4 are scanned and not read: " + ABSENT);
        assertThatThrownBy(() -> read(pdf(scan(), scan()), absent(), 120)).isInstanceOf(RefusedDocumentException.class)
            .hasMessage("'guide.pdf' has no text in its 2 pages; pages 1 to 2 are scanned and not read: " + ABSENT);
    }

    @Test
    void scansTakeNoMoreTimeThanTheyMay() throws Exception {
        assumeTrue(new TesseractOCRParser().hasTesseract(), "tesseract is not installed: it shows nothing to be late");

        ReadPdf.Text text = read(pdf(text("This page was typed."), scan()), new ReadPicture(), 0);

        assertThat(text.notes()).containsExactly("page 2 is scanned and not read: reading scans may take 0 s in a document");
        assertThat(begun).isEmpty();
    }

    /** TRUST.md, S16. */
    @Test
    void s16WhatCannotBeUnpackedSafelyIsNotDrawn() throws Exception {
        assumeTrue(new TesseractOCRParser().hasTesseract(), "tesseract is not installed: nothing is drawn at all");

        ReadPdf.Text text = read(pdf(text("This page was typed."), claimed(60_000, 60_000, COSName.FLATE_DECODE), claimed(900, 600, COSName.JBIG2_DECODE),
            claimed(900, 600, COSName.JPX_DECODE)), new ReadPicture(), 120);

        assertThat(text.markdown()).isEqualTo("This page was typed.");
        assertThat(text.notes()).hasSize(3).anyMatch(note -> note.matches("page 2 is scanned and not read: it shows pictures that take more than [0-9]+ MB of memory"))
            .contains("page 3 is scanned and not read: it shows a picture that is packed as JBIG2, which is not unpacked here",
                "page 4 is scanned and not read: it shows a picture that is packed as JPEG 2000, which is not unpacked here");
        assertThat(begun).isEmpty();
    }

    @Test
    void pagesAreToldInRuns() {
        assertThat(ReadScans.pages(new TreeSet<>(List.of(7)))).isEqualTo("page 7");
        assertThat(ReadScans.pages(new TreeSet<>(List.of(2, 4, 5, 6, 9)))).isEqualTo("pages 2, 4 to 6 and 9");
    }
}
