package io.serai.conversation;

import io.serai.language.Shortened;

/** How what people say becomes a message: one kind of line end, no control characters, lengths bounded. */
final class CleanText {

    /** Longest message, in characters. */
    static final int TEXT = 8_000;
    static final int AUTHOR = 200;
    private static final int KEY = 200;

    private CleanText() {
    }

    static String text(String text) {
        String clean = text == null ? "" : visible(text.replace("\r\n", "\n").replace('\r', '\n')).strip();
        if (clean.isEmpty()) {
            throw new InvalidMessageException("text", "is missing");
        }
        if (clean.length() > TEXT) {
            throw new InvalidMessageException("text", "is longer than " + TEXT + " characters");
        }
        return clean;
    }

    /** @return one line; {@code otherwise} if there is none */
    static String line(String field, String text, int limit, String otherwise) {
        String clean = text == null ? "" : visibleLine(text);
        if (clean.length() > limit) {
            throw new InvalidMessageException(field, "is longer than " + limit + " characters");
        }
        return clean.isEmpty() ? otherwise : clean;
    }

    static String author(String author, String otherwise) {
        return line("author", author, AUTHOR, otherwise);
    }

    /** @return the key, or {@code null} if there is none */
    static String key(String key) {
        if (key == null || key.isBlank()) {
            return null;
        }
        if (key.length() > KEY || !key.matches("[!-~]+")) {
            throw new InvalidMessageException("Idempotency-Key", "must be 1 to " + KEY + " visible ASCII characters");
        }
        return key;
    }

    /** What somebody wrote elsewhere, cut to what a message holds; possibly empty. */
    static String said(String text) {
        return Shortened.to(visible(text.replace("\r\n", "\n").replace('\r', '\n')).strip(), TEXT);
    }

    /** As one line without control characters, possibly empty. */
    static String visibleLine(String text) {
        return visible(text).replaceAll("[\\s\\u2028\\u2029]+", " ").strip();
    }

    private static String visible(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
            .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
