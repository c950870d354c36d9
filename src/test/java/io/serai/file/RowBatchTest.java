package io.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.file.FileOptions.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowBatchTest {

    private static final FileOptions USUAL = FileOptions.usual();

    @TempDir
    Path folder;

    @Test
    void readsCellsByColumnAndLeavesOutEmptyOnes() throws IOException {
        assertThat(rows("a.csv", "id,title,note\n1,VPN drops,\n2,\"Printer, third floor\",\"says \"\"PC LOAD\"\"\"\n"))
            .containsExactly("2 {\"id\":\"1\",\"title\":\"VPN drops\"}", "3 {\"id\":\"2\",\"title\":\"Printer, third floor\",\"note\":\"says \\\"PC LOAD\\\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void findsOutTheDelimiter(String delimiter) throws IOException {
        assertThat(rows("a.csv", "id" + delimiter + "\"title, or; subject\"" + delimiter + "note\n1" + delimiter + "a" + delimiter + "b\n"))
            .containsExactly("2 {\"id\":\"1\",\"title, or; subject\":\"a\",\"note\":\"b\"}");
    }

    @Test
    void passesOverByteOrderMarkDelimiterLineAndBlankRows() throws IOException {
        assertThat(rows("a.csv", "\uFEFFsep=;\r\nid;title\r\n\r\n1;x\r\n;\r\n2;y")).containsExactly("4 {\"id\":\"1\",\"title\":\"x\"}",
            "6 {\"id\":\"2\",\"title\":\"y\"}");
    }

    @Test
    void aCellMayHoldLineEndsAndLinesAreCounted() throws IOException {
        assertThat(rows("a.csv", "id,text\n1,\"a\nb\r\nc\"\n2,d\r3,e\n")).containsExactly("2 {\"id\":\"1\",\"text\":\"a\\nb\\r\\nc\"}",
            "5 {\"id\":\"2\",\"text\":\"d\"}", "6 {\"id\":\"3\",\"text\":\"e\"}");
    }

    @Test
    void columnsWithoutANameAndWithTheSameNameAreToldApart() throws IOException {
        assertThat(rows("a.csv", "id,,id\n1,2,3\n")).containsExactly("2 {\"id\":\"1\",\"column 2\":\"2\",\"id (2)\":\"3\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '~', value = {
        "1,2,3 # has 3 cells where the first line names 2 columns",
        "1 # has 1 cell where the first line names 2 columns",
        "1,=HYPERLINK(1) # the cell in column 2 (text) is a formula",
        "1,+cmd|' /C calc'!A0 # the cell in column 2 (text) is a formula",
        "1,@SUM(A1) # the cell in column 2 (text) is a formula",
        "1,\"=1+1\" # the cell in column 2 (text) is a formula",
        "1,-IMPORTXML(x) # the cell in column 2 (text) is a formula",
        "1,\"a\"b # there is text behind a closing quote: a quote within a cell is written twice"})
    void refusesARowInWordsAndReadsTheNext(String row, String fault) throws IOException {
        assertThat(rows("a.csv", "id,text\n" + row + "\n2,fine\n")).containsExactly("2 ! " + fault, "3 {\"id\":\"2\",\"text\":\"fine\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- first thing", "-", "+49 (30) 123456", "==== forwarded ====", "=> see there", "@home it works", "-1", "-5 (minus five)"})
    void whatOnlyLooksLikeAFormulaIsText(String cell) throws IOException {
        assertThat(rows("a.csv", "id,text\n1," + cell + "\n")).containsExactly("2 {\"id\":\"1\",\"text\":\"" + cell + "\"}");
    }

    @Test
    void formulasAreKeptIfThatIsAskedFor() throws IOException {
        Path file = write("a.csv", "id,text\n1,=1+1\n", StandardCharsets.UTF_8);
        assertThat(told(file, FileOptions.of("auto", "utf-8", "auto", "keep"))).containsExactly("2 {\"id\":\"1\",\"text\":\"=1+1\"}");
    }

    @Test
    void refusesNulAndOtherEncodingsByRow() throws IOException {
        byte[] text = "id,text\n1,a\0b\n2,M\u00FCller\n3,fine\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("a.csv"), text);

        assertThat(told(file, USUAL)).containsExactly("2 ! holds a NUL character", "3 ! is not UTF-8 in column 2", "4 {\"id\":\"3\",\"text\":\"fine\"}");
        assertThat(told(file, FileOptions.of("csv", "Windows-1252", "comma", "refuse"))).contains("3 {\"id\":\"2\",\"text\":\"M\u00FCller\"}");
    }

    @Test
    void aCellOfTenMegabytesCostsItsRowAndNothingMore() throws IOException {
        Path file = folder.resolve("a.csv");
        byte[] much = "=1,\"\"\n".repeat(200).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("id,text\n1,\"".getBytes(StandardCharsets.UTF_8));
            for (int written = 0; written < 10 << 20; written += much.length) {
                out.write(much);
            }
            out.write("\"\n2,fine\n".getBytes(StandardCharsets.UTF_8));
        }
        List<String> told = told(file, USUAL);

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isEqualTo("2 ! is larger than 1048576 bytes");
        assertThat(told.get(1)).endsWith("{\"id\":\"2\",\"text\":\"fine\"}");
    }

    @Test
    void aQuoteThatIsNeverClosedIsTold() throws IOException {
        assertThat(rows("a.csv", "id,text\n1,fine\n2,\"open\n3,x\n")).containsExactly("2 {\"id\":\"1\",\"text\":\"fine\"}",
            "3 ! the quote that opens in line 3 is not closed before the end of the file");
    }

    @Test
    void refusesFilesThatAreNone() {
        assertThatThrownBy(() -> rows("a.csv", "")).isInstanceOf(UnreadableFileException.class).hasMessage("is empty");
        assertThatThrownBy(() -> rows("a.csv", "x,".repeat(501))).hasMessage("the first line, which names the columns, has more than 500 cells");
        assertThatThrownBy(() -> told(write("a.csv", "id,title\n", StandardCharsets.UTF_16), USUAL)).hasMessage("is UTF-16: save it as UTF-8");
        assertThatThrownBy(() -> rows("a.xlsx", "PK")).hasMessageContaining("its format has to be said");
        assertThatThrownBy(() -> rows("a.json", "id,title")).hasMessage("is no JSON: it begins with neither [ nor {");
    }

    @Test
    void readsAListAnObjectWithAListAndObjectsOneBehindTheOther() throws IOException {
        String one = "{\"id\":1,\"text\":\"a ] } \\\" b\"}";
        List<String> expected = List.of("{\"id\":1,\"text\":\"a ] } \\\" b\"}", "{\"id\":2}");
        for (String text : List.of("[" + one + ",{\"id\":2}]", "\uFEFF [\n" + one + "\n,\n{\"id\":2}\n]\n", "{\"count\":2,\"tickets\":[" + one + ",{\"id\":2}],\"next\":null}",
                one + "\n{\"id\":2}", one + "{\"id\":2}")) {
            assertThat(rows("a.json", text)).as(text).extracting(row -> row.substring(row.indexOf(' ') + 1)).isEqualTo(expected);
        }
    }

    @Test
    void aBrokenRecordOfAListCostsItselfOnly() throws IOException {
        String deep = "[".repeat(70) + "]".repeat(70);
        assertThat(rows("a.json", "[{\"id\":1},\n{\"id\":2,},\n7,\n{\"a\":" + deep + "},\n{\"a\":1,\"a\":2},\n{\"z\":\"\\u0000\"},\n{\"id\":3}]"))
            .containsExactly("1 {\"id\":1}", "2 ! is not JSON that can be read at line 2, column 9", "3 ! is no JSON object",
                "4 ! is not JSON that can be read: more than 64 levels",
                "5 ! is not JSON that can be read at line 5, column 11: a name stands twice in one object", "6 ! holds a NUL character", "7 {\"id\":3}");
    }

    @Test
    void aListThatEndsInTheMiddleIsToldAfterItsRows() throws IOException {
        Path file = write("a.json", "[{\"id\":1},{\"id\":2}", StandardCharsets.UTF_8);
        RowBatch batch = RowBatch.read(file, USUAL, Place.START, 10);

        assertThat(batch.rows()).hasSize(2);
        assertThatThrownBy(() -> RowBatch.read(file, USUAL, batch.after(), 10)).isInstanceOf(UnreadableFileException.class)
            .hasMessage("ends within its list: the rest is missing");
    }

    @Test
    void readsJsonLinesEachByItself() throws IOException {
        assertThat(rows("a.jsonl", "{\"id\":1}\n\n{\"id\":\n{\"id\":2}\r\n[3]\n{\"t\":\"" + "x".repeat(1 << 20) + "\"}\n{\"id\":4}"))
            .containsExactly("1 {\"id\":1}", "3 ! is not JSON that can be read at line 3, column 7: it ends in the middle", "4 {\"id\":2}",
                "5 ! is no JSON object", "6 ! is larger than 1048576 bytes", "7 {\"id\":4}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.json", "a.jsonl"})
    void goesOnAtEachPlaceAsIfItHadNeverStopped(String name) throws IOException {
        String text = switch (name) {
            case "a.csv" -> "sep=;\nid;text\n1;\"a\n;b\"\n\n2;c\n3;\"\"\"\"\n4;x;y\n5;z";
            case "a.json" -> "{\"items\": [ {\"id\":1}, 5,\n {\"id\":2,\"t\":\"]\"} , {\"id\" 3}, {\"id\":4} ] }";
            default -> "{\"id\":1}\n\n{\"id\"\n{\"id\":2}\n{\"id\":3}";
        };
        List<String> whole = rows(name, text);
        assertThat(whole).hasSizeGreaterThan(3);
        for (int most = 1; most < whole.size(); most++) {
            List<String> parts = new ArrayList<>();
            Place place = Place.START;
            while (!place.end()) {
                RowBatch batch = RowBatch.read(folder.resolve(name), USUAL, place, most);
                batch.rows().forEach(row -> parts.add(told(row)));
                place = batch.after();
            }
            assertThat(parts).isEqualTo(whole);
        }
    }

    @Test
    void theFormatCanBeSaid() throws IOException {
        Path file = write("export.dat", "{\"id\":1}\n", StandardCharsets.UTF_8);
        assertThat(told(file, new FileOptions(Optional.of(Format.JSONL), StandardCharsets.UTF_8, Optional.empty(), false))).containsExactly("1 {\"id\":1}");
    }

    private List<String> rows(String name, String text) throws IOException {
        return told(write(name, text, StandardCharsets.UTF_8), USUAL);
    }

    private Path write(String name, String text, Charset encoding) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(encoding));
    }

    private static List<String> told(Path file, FileOptions options) throws IOException {
        List<String> told = new ArrayList<>();
        Place place = Place.START;
        while (!place.end()) {
            RowBatch batch = RowBatch.read(file, options, place, 1_000);
            batch.rows().forEach(row -> told.add(told(row)));
            place = batch.after();
        }
        return told;
    }

    private static String told(Row row) {
        return row.line() + " " + (row.fault() == null ? row.record().toString() : "! " + row.fault());
    }
}
