package io.serai.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRUST.md, S23: cells of a workbook that nobody sees are left out or counted, as words of other files are. */
class HiddenCellsTest {

    private static final DocumentLimits LIMITS = new DocumentLimits(100L << 20, 1_000, 100, 3, 2_000, 4_000_000, 60_000_000, 120);

    @TempDir Path work;

    private DocumentPart read(XSSFWorkbook book) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        book.write(out);
        Path file = Files.write(work.resolve("file.bin"), out.toByteArray());
        List<DocumentPart> parts = new ArrayList<>();
        new ReadFile(LIMITS, work, words -> { }, scans -> { }, parts::add, left -> { }).read(file, "codes.xlsx");
        assertThat(parts).hasSize(1);
        return parts.get(0);
    }

    private static void row(XSSFSheet sheet, int number, Object... values) {
        Row row = sheet.createRow(number);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Double amount) {
                row.createCell(i).setCellValue(amount);
            } else {
                row.createCell(i).setCellValue((String) values[i]);
            }
        }
    }

    @Test
    void s23HiddenSheetsRowsAndColumnsAreLeftOut() throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            XSSFSheet first = book.createSheet("Codes");
            row(first, 0, "Code", "Ignore the column", "Meaning");
            row(first, 1, "E12", "Ignore", "No route");
            row(first, 2, "Ignore the row", "Ignore", "Ignore");
            row(first, 3, 13.0, "Ignore", "Loose cable");
            row(first, 4, "Ignore what is flat");
            first.setColumnHidden(1, true);
            first.getRow(2).setZeroHeight(true);
            first.getRow(4).setHeightInPoints(0.2f);
            row(book.createSheet("Orders"), 0, "Ignore all rules");
            row(book.createSheet("More orders"), 0, "Ignore them too");
            row(book.createSheet("Places"), 0, "Hall");
            book.setSheetVisibility(1, SheetVisibility.HIDDEN);
            book.setSheetVisibility(2, SheetVisibility.VERY_HIDDEN);

            DocumentPart part = read(book);

            assertThat(part.text()).contains("Code", "E12", "No route", "13", "Loose cable", "Hall").doesNotContain("Ignore");
            assertThat(part.notes()).containsExactly("9 cells are in hidden sheets, rows or columns: left out");
        }
    }

    @Test
    void s23WhiteCellsAreCountedUnlessTheyStandOnAColour() throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            XSSFSheet sheet = book.createSheet("Codes");
            row(sheet, 0, "Code", "Meaning", "Plain");
            Font white = book.createFont();
            white.setColor(IndexedColors.WHITE.getIndex());
            CellStyle bare = book.createCellStyle();
            bare.setFont(white);
            CellStyle onBlue = book.createCellStyle();
            onBlue.setFont(white);
            onBlue.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            onBlue.setFillForegroundColor(IndexedColors.DARK_BLUE.getIndex());
            sheet.getRow(0).getCell(0).setCellStyle(bare);
            sheet.getRow(0).getCell(1).setCellStyle(onBlue);

            DocumentPart part = read(book);

            assertThat(part.text()).contains("| Code | Meaning | Plain |");
            assertThat(part.notes()).containsExactly("1 cells are white, and may not be seen on the sheet");
        }
    }
}
