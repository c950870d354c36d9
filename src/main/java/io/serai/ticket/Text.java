package io.serai.ticket;

import io.serai.language.Shortened;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How texts from outside become texts of a ticket: control characters out, blank is absent, lengths bounded. */
final class Text {

    private static final int LABEL_NAME = 200;
    private static final int LABEL_VALUE = 2_000;
    /** What somebody said is an answer, and may be as long as a message. */
    private static final int COMMENT = 8_000;

    private Text() {
    }

    /**
     * Trims, removes what neither PostgreSQL nor a log line can hold (NUL, other C0 and C1 controls except tab and line
     * feed, lone surrogates), and turns CR LF into LF.
     *
     * @return the text, or {@code null} for absent: this is the one place where a blank text becomes absence
     */
    static String clean(String text) {
        if (text == null) {
            return null;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
            boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (!control && !surrogate) {
                clean.appendCodePoint(c);
            }
        });
        String stripped = clean.toString().strip();
        return stripped.isEmpty() ? null : stripped;
    }

    static String required(String field, String text, int limit) {
        String clean = clean(text);
        if (clean == null) {
            throw new InvalidTicketException(field, "is missing");
        }
        if (clean.length() > limit) {
            throw new InvalidTicketException(field, "is longer than " + limit + " characters");
        }
        return clean;
    }

    static String oneLine(String text, int limit) {
        return cut(text.replaceAll("\\s+", " ").strip(), limit);
    }

    static String cut(String text, int limit) {
        return text == null ? null : Shortened.to(text, limit);
    }

    static Map<String, String> labels(Map<String, String> labels, int limit) {
        if (labels == null || labels.isEmpty()) {
            return Map.of();
        }
        Map<String, String> clean = new TreeMap<>();
        labels.forEach((name, value) -> {
            String cleanName = clean(name);
            String cleanValue = clean(value);
            if (cleanName != null && cleanValue != null && clean.size() < limit) {
                clean.put(oneLine(cleanName, LABEL_NAME), cut(cleanValue, name.equals(Ticket.COMMENT) ? COMMENT : LABEL_VALUE));
            }
        });
        return Collections.unmodifiableMap(clean);
    }
}
