package io.serai.document;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Makes a Markdown table of separated values; the separator is the one that the first lines agree on. */
final class ReadCsv {

    private static final String SEPARATORS = ";,\t|";
    private static final int LOOKED_AT = 20;

    private ReadCsv() {
    }

    /** @return the text as it is, if it is no table */
    static String table(String text) {
        char separator = separator(text);
        if (separator == 0) {
            return text;
        }
        StringBuilder table = new StringBuilder();
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(separator).setIgnoreEmptyLines(true).get();
        try (CSVParser rows = CSVParser.parse(new StringReader(text), format)) {
            for (CSVRecord row : rows) {
                List<String> cells = new ArrayList<>();
                row.forEach(cell -> cells.add(MarkdownHandler.line(cell).replace("|", "\\|")));
                table.append("| ").append(String.join(" | ", cells)).append(" |\n");
                if (row.getRecordNumber() == 1) {
                    table.append('|').append(" --- |".repeat(cells.size())).append('\n');
                }
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            return text; // quotes that do not close: as it stands it still says what it says
        }
        return table.toString().strip();
    }

    private static char separator(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).limit(LOOKED_AT).toList();
        char best = 0;
        long most = 0;
        for (char separator : SEPARATORS.toCharArray()) {
            long fewest = lines.stream().mapToLong(line -> line.chars().filter(each -> each == separator).count()).min().orElse(0);
            if (fewest > most) {
                best = separator;
                most = fewest;
            }
        }
        return best;
    }
}
