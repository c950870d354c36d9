package io.serai.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rows of a CSV file (RFC 4180): cells in double quotes may hold delimiters, line ends, and double quotes written twice. A quote within a cell
 * that does not begin with one is an ordinary character. Reads byte by byte, since row ends are the same bytes in all encodings that are
 * known: so one row that is too long, or in another encoding, costs no more than itself.
 */
final class CsvRows implements Rows {

    /** Most columns a file may have. */
    static final int COLUMNS = 500;

    /**
     * What a spreadsheet runs: = before anything that begins a formula; + - @ before a function's name; and what starts a program (DDE).
     * Dashes of lists, telephone numbers and lines of === are none.
     */
    private static final Pattern FORMULA = Pattern.compile("(?s)[\\t\\r]*(=[A-Za-z0-9(\"'+@$-].*|[+@-][A-Za-z_.]+\\(.*|[+@-].*\\|.*!.*)");

    private final FileBytes in;
    private final char delimiter;
    private final List<String> columns;
    private final FileOptions options;
    private final RowBytes bytes = new RowBytes();
    private final List<Integer> ends = new ArrayList<>();
    private String fault;

    CsvRows(FileBytes in, char delimiter, List<String> columns, FileOptions options) {
        this.in = in;
        this.delimiter = delimiter;
        this.columns = columns;
        this.options = options;
    }

    @Override
    public Optional<Row> next() throws IOException {
        while (in.peek() >= 0) {
            long line = in.line();
            Optional<List<String>> cells = cells();
            if (cells.isEmpty()) {
                return Optional.of(Row.faulty(line, fault));
            }
            if (cells.get().stream().allMatch(String::isBlank)) {
                continue;
            }
            return Optional.of(row(line, cells.get()));
        }
        return Optional.empty();
    }

    private Row row(long line, List<String> cells) {
        if (cells.size() != columns.size()) {
            return Row.faulty(line, "has " + cells.size() + (cells.size() == 1 ? " cell" : " cells") + " where the first line names " + columns.size()
                + " columns");
        }
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            if (!options.keepFormulas() && mayBeFormula(cell) && FORMULA.matcher(cell).matches()) {
                return Row.faulty(line, "the cell in column " + (i + 1) + " (" + columns.get(i) + ") is a formula");
            }
            if (!cell.isBlank()) {
                record.put(columns.get(i), cell);
            }
        }
        return Row.of(line, record);
    }

    private static boolean mayBeFormula(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0;
    }

    /** @return the cells of the next row; absent if it cannot be read, then {@code fault} says why and the row is passed over */
    private Optional<List<String>> cells() throws IOException {
        bytes.clear();
        ends.clear();
        fault = null;
        boolean more = true;
        while (more) {
            more = in.peek() == '"' ? quoted() : plain();
            if (ends.size() <= COLUMNS) {
                ends.add(bytes.length());
            }
        }
        if (bytes.over()) {
            fault = fault != null ? fault : "is larger than " + ROW + " bytes";
        }
        if (ends.size() > COLUMNS) {
            fault = "has more than " + COLUMNS + " cells";
        }
        return fault != null ? Optional.empty() : decode();
    }

    /** @return true if the row goes on behind the cell */
    private boolean plain() throws IOException {
        int one;
        while ((one = in.read()) >= 0) {
            if (one == delimiter) {
                return true;
            }
            if (one == '\n' || one == '\r') {
                endOfLine(one);
                return false;
            }
            add(one);
        }
        return false;
    }

    private boolean quoted() throws IOException {
        long opened = in.line();
        in.read();
        int one;
        while ((one = in.read()) >= 0) {
            if (one == '"' && in.peek() != '"') {
                return afterQuote();
            }
            if (one == '"') {
                in.read();
            }
            add(one);
        }
        fault = "the quote that opens in line " + opened + " is not closed before the end of the file";
        return false;
    }

    private boolean afterQuote() throws IOException {
        while (in.peek() == ' ') {
            in.read();
        }
        int next = in.peek();
        if (next >= 0 && next != delimiter && next != '\n' && next != '\r') {
            fault = "there is text behind a closing quote: a quote within a cell is written twice";
        }
        return plain();
    }

    private void add(int one) {
        if (one == 0) {
            fault = "holds a NUL character";
        }
        bytes.add(one);
    }

    private void endOfLine(int one) throws IOException {
        if (one == '\r' && in.peek() == '\n') {
            in.read();
        }
    }

    private Optional<List<String>> decode() {
        List<String> cells = new ArrayList<>(ends.size());
        int from = 0;
        try {
            for (int end : ends) {
                cells.add(bytes.text(from, end, options.encoding()));
                from = end;
            }
            return Optional.of(cells);
        } catch (CharacterCodingException e) {
            fault = "is not " + options.encoding().name() + " in column " + (cells.size() + 1);
            return Optional.empty();
        }
    }

    /**
     * Reads the first line.
     *
     * @return the names of the columns, each another
     * @throws UnreadableFileException if it names none
     */
    static List<String> header(FileBytes in, char delimiter, FileOptions options) throws IOException {
        CsvRows first = new CsvRows(in, delimiter, List.of(), options);
        if (in.peek() < 0) {
            throw new UnreadableFileException("is empty");
        }
        List<String> cells = first.cells().orElseThrow(() -> new UnreadableFileException("the first line, which names the columns, " + first.fault));
        List<String> names = new ArrayList<>();
        for (String cell : cells) {
            String name = cell.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
            name = name.isEmpty() ? "column " + (names.size() + 1) : name.length() > 200 ? name.substring(0, 200) : name;
            String unique = name;
            for (int n = 2; names.contains(unique); n++) {
                unique = name + " (" + n + ")";
            }
            names.add(unique);
        }
        return names;
    }
}
