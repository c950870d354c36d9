package io.serai.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What has to be known to read a file, beside the file.
 *
 * @param format       how it is written; absent if its name says so
 * @param encoding     UTF-8, or one of the single-byte encodings that are known
 * @param delimiter    between the cells of a CSV file; absent if it is to be found out
 * @param keepFormulas true if cells that a spreadsheet would run as formulas are taken as text; else their rows are refused
 */
public record FileOptions(Optional<Format> format, Charset encoding, Optional<Character> delimiter, boolean keepFormulas) {

    /** The names under which encodings are asked for. All of them read ASCII as ASCII, so that rows can be told apart before they are decoded. */
    public static final List<String> ENCODINGS = List.of("UTF-8", "windows-1252", "ISO-8859-1", "ISO-8859-15");

    private static final Map<String, Character> DELIMITERS = Map.of("comma", ',', "semicolon", ';', "tab", '\t', "pipe", '|');

    /** How files are written. */
    public enum Format {
        /** RFC 4180, with any of four delimiters; the first line names the columns. */
        CSV("csv", "tsv", "txt"),
        /** A list of objects, alone or in an object; or one object behind the other. */
        JSON("json"),
        /** One object a line. */
        JSONL("jsonl", "ndjson");

        private final List<String> endings;

        Format(String... endings) {
            this.endings = List.of(endings);
        }

        /** @return the format of a file of this name */
        static Optional<Format> of(String name) {
            String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            return name.contains(".") ? Arrays.stream(values()).filter(format -> format.endings.contains(ending)).findFirst() : Optional.empty();
        }
    }

    public FileOptions {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(delimiter, "delimiter");
    }

    /** UTF-8, the delimiter found out, formulas refused. */
    public static FileOptions usual() {
        return new FileOptions(Optional.empty(), StandardCharsets.UTF_8, Optional.empty(), false);
    }

    /**
     * @param format    {@code csv}, {@code json}, {@code jsonl}; {@code auto} for by its name
     * @param encoding  one of {@link #ENCODINGS}, in any case of letters
     * @param delimiter {@code comma}, {@code semicolon}, {@code tab}, {@code pipe}, one of these characters, or {@code auto}
     * @param formulas  {@code refuse} or {@code keep}
     * @throws IllegalArgumentException naming the option
     */
    public static FileOptions of(String format, String encoding, String delimiter, String formulas) {
        Charset charset = ENCODINGS.stream().filter(known -> known.equalsIgnoreCase(encoding)).findFirst().map(Charset::forName)
            .orElseThrow(() -> new IllegalArgumentException("encoding: must be one of " + String.join(", ", ENCODINGS)));
        Optional<Format> known = format.equals("auto") ? Optional.empty() : Optional.of(Arrays.stream(Format.values())
            .filter(one -> one.name().equalsIgnoreCase(format)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("format: must be one of auto, csv, json, jsonl")));
        if (!formulas.equals("refuse") && !formulas.equals("keep")) {
            throw new IllegalArgumentException("formulas: must be refuse or keep");
        }
        return new FileOptions(known, charset, delimiter(delimiter), formulas.equals("keep"));
    }

    private static Optional<Character> delimiter(String text) {
        if (text.equals("auto")) {
            return Optional.empty();
        }
        Character found = DELIMITERS.get(text.toLowerCase(Locale.ROOT));
        if (found == null && text.length() == 1 && DELIMITERS.containsValue(text.charAt(0))) {
            found = text.charAt(0);
        }
        if (found == null) {
            throw new IllegalArgumentException("delimiter: must be one of auto, " + DELIMITERS.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return Optional.of(found);
    }
}
