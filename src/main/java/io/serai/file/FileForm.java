package io.serai.file;

import io.serai.file.FileOptions.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a file is written, as its name and its beginning tell.
 *
 * @param delimiter between the cells, if it is CSV
 * @param columns   their names, if it is CSV
 * @param list      true if its rows are the values of one JSON list
 * @param offset    of the first byte behind what is told here
 * @param line      that this byte stands in
 */
record FileForm(Format format, char delimiter, List<String> columns, boolean list, long offset, long line) {

    private static final String DELIMITERS = ",;\t|";
    private static final int BEGINNING = 1 << 16;
    /** Names under which APIs and exports put their list of records into an object. */
    private static final Pattern WRAPPER = Pattern.compile("(?s)\\A\\s*\\{(?:\\s*\"[^\"\\\\]{1,100}\"\\s*:\\s*(?:\"[^\"\\\\]{0,500}\"|[-0-9.eE+]{1,30}|true|false|null)\\s*,)*"
        + "\\s*\"(?:result|results|records|tickets|items|issues|requests|incidents|data|value|rows|list)\"\\s*:\\s*\\[");

    /** @throws UnreadableFileException if it cannot be told */
    static FileForm of(Path file, FileOptions options) throws IOException {
        String name = String.valueOf(file.getFileName());
        Format format = options.format().or(() -> Format.of(name)).orElseThrow(() ->
            new UnreadableFileException("its name ends in none of .csv, .tsv, .txt, .json, .jsonl, .ndjson, so its format has to be said"));
        try (FileBytes in = FileBytes.open(file, 0, 1)) {
            byte[] beginning = beginning(file);
            int skip = byteOrderMark(beginning);
            for (int i = 0; i < skip; i++) {
                in.read();
            }
            return switch (format) {
                case JSONL -> new FileForm(format, ' ', List.of(), false, in.offset(), in.line());
                case JSON -> json(in, new String(beginning, skip, beginning.length - skip, StandardCharsets.ISO_8859_1));
                case CSV -> csv(in, new String(beginning, skip, beginning.length - skip, StandardCharsets.ISO_8859_1), name, options);
            };
        }
    }

    Rows rows(FileBytes in, FileOptions options) {
        return switch (format) {
            case CSV -> new CsvRows(in, delimiter, columns, options);
            case JSON -> new JsonRows(in, list, options);
            case JSONL -> new JsonLineRows(in, options);
        };
    }

    private static byte[] beginning(Path file) throws IOException {
        try (FileBytes in = FileBytes.open(file, 0, 1)) {
            ByteBuffer bytes = ByteBuffer.allocate(BEGINNING);
            while (bytes.hasRemaining() && in.peek() >= 0) {
                bytes.put((byte) in.read());
            }
            byte[] read = new byte[bytes.position()];
            bytes.flip().get(read);
            return read;
        }
    }

    /** @return its length */
    private static int byteOrderMark(byte[] beginning) {
        if (beginning.length >= 2 && (beginning[0] == (byte) 0xFF && beginning[1] == (byte) 0xFE || beginning[0] == (byte) 0xFE && beginning[1] == (byte) 0xFF)) {
            throw new UnreadableFileException("is UTF-16: save it as UTF-8");
        }
        return beginning.length >= 3 && beginning[0] == (byte) 0xEF && beginning[1] == (byte) 0xBB && beginning[2] == (byte) 0xBF ? 3 : 0;
    }

    private static FileForm json(FileBytes in, String beginning) throws IOException {
        Matcher wrapper = WRAPPER.matcher(beginning);
        boolean list = true;
        int behind;
        if (beginning.isBlank()) {
            throw new UnreadableFileException("is empty");
        } else if (beginning.stripLeading().startsWith("[")) {
            behind = beginning.indexOf('[') + 1;
        } else if (wrapper.find()) {
            behind = wrapper.end();
        } else if (beginning.stripLeading().startsWith("{")) {
            list = false;
            behind = 0;
        } else {
            throw new UnreadableFileException("is no JSON: it begins with neither [ nor {");
        }
        for (int i = 0; i < behind; i++) {
            in.read();
        }
        return new FileForm(Format.JSON, ' ', List.of(), list, in.offset(), in.line());
    }

    private static FileForm csv(FileBytes in, String beginning, String name, FileOptions options) throws IOException {
        char delimiter = options.delimiter().orElseGet(() -> name.toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : ' ');
        // spreadsheets write a first line that only tells the delimiter
        Matcher told = Pattern.compile("\\Asep=([,;\\t|])(?=\\r|\\n)").matcher(beginning);
        String header = beginning;
        if (told.find()) {
            delimiter = told.group(1).charAt(0);
            while (in.peek() >= 0 && in.line() == 1) {
                in.read();
            }
            header = "";
        }
        if (delimiter == ' ') {
            delimiter = mostFrequent(header);
        }
        List<String> columns = CsvRows.header(in, delimiter, options);
        return new FileForm(Format.CSV, delimiter, columns, false, in.offset(), in.line());
    }

    /** The delimiter that stands most often in the first line, outside quotes; a comma if there is none. */
    private static char mostFrequent(String text) {
        int[] counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == '"') {
                quoted = !quoted;
            } else if (!quoted && (one == '\n' || one == '\r')) {
                break;
            } else if (!quoted && DELIMITERS.indexOf(one) >= 0) {
                counts[DELIMITERS.indexOf(one)]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return DELIMITERS.charAt(best);
    }
}
