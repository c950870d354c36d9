package io.serai.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.connector.ReadableJson;
import io.serai.connector.ReadableJson.UnreadableException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rows of a JSON file: the values of a list, or those that stand one behind the other. Looks only for where each value ends, so that one that is
 * too long, or is no JSON within the limits of {@link ReadableJson}, costs no more than itself.
 */
final class JsonRows implements Rows {

    private static final Pattern PLACE = Pattern.compile(" at line ([0-9]{1,9}),");

    private final FileBytes in;
    private final boolean list;
    private final FileOptions options;
    private final RowBytes bytes = new RowBytes();
    private boolean ended;

    /** @param list true if {@code in} stands within a list, which ends with {@code ]} */
    JsonRows(FileBytes in, boolean list, FileOptions options) {
        this.in = in;
        this.list = list;
        this.options = options;
    }

    @Override
    public Optional<Row> next() throws IOException {
        int one = ended ? -1 : skip();
        if (one < 0) {
            if (list && !ended) {
                throw new UnreadableFileException("ends within its list: the rest is missing");
            }
            return Optional.empty();
        }
        if (list && one == ']') {
            ended = true;
            return Optional.empty();
        }
        if (one == ']' || one == '}') {
            throw new UnreadableFileException("line " + in.line() + ": a bracket closes what was not opened, so nothing after it can be told into rows");
        }
        long line = in.line();
        bytes.clear();
        boolean whole = value();
        return Optional.of(whole ? row(line, bytes, options) : Row.faulty(line, "is not closed before the end of the file"));
    }

    /** Passes over white space and commas. */
    private int skip() throws IOException {
        while (in.peek() == ',' || in.peek() >= 0 && in.peek() <= ' ') {
            in.read();
        }
        return in.peek();
    }

    /** @return false if the file ends within it */
    private boolean value() throws IOException {
        int depth = 0;
        boolean text = false;
        while (in.peek() >= 0) {
            if (depth == 0 && !text && bytes.length() > 0 && endsScalar(in.peek())) {
                return true;
            }
            int one = in.read();
            bytes.add(one);
            if (text) {
                if (one == '\\' && in.peek() >= 0) {
                    bytes.add(in.read());
                } else if (one == '"') {
                    text = false;
                }
            } else if (one == '"') {
                text = true;
            } else if (one == '{' || one == '[') {
                depth++;
            } else if (one == '}' || one == ']') {
                depth--;
                if (depth == 0) {
                    return true;
                }
            }
        }
        return depth == 0 && !text;
    }

    private static boolean endsScalar(int one) {
        return one == ',' || one == ']' || one <= ' ' || one == '{';
    }

    /** What stands in the bytes as a row. */
    static Row row(long line, RowBytes bytes, FileOptions options) {
        if (bytes.over()) {
            return Row.faulty(line, "is larger than " + ROW + " bytes");
        }
        try {
            byte[] json = options.encoding().equals(StandardCharsets.UTF_8) ? bytes.all()
                : bytes.text(0, bytes.length(), options.encoding()).getBytes(StandardCharsets.UTF_8);
            JsonNode node = ReadableJson.read(json);
            if (!(node instanceof ObjectNode record)) {
                return Row.faulty(line, "is no JSON object");
            }
            if (record.size() > CsvRows.COLUMNS) {
                return Row.faulty(line, "has more than " + CsvRows.COLUMNS + " fields");
            }
            return holdsNul(record) ? Row.faulty(line, "holds a NUL character") : Row.of(line, record);
        } catch (UnreadableException e) {
            // the place is told within the row
            return Row.faulty(line, "is " + PLACE.matcher(e.getMessage()).replaceAll(at -> " at line " + (line + Long.parseLong(at.group(1)) - 1) + ","));
        } catch (CharacterCodingException e) {
            return Row.faulty(line, "is not " + options.encoding().name());
        }
    }

    private static boolean holdsNul(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().indexOf('\0') >= 0;
        }
        for (JsonNode child : node) {
            if (holdsNul(child)) {
                return true;
            }
        }
        return false;
    }
}
