package io.serai.resolution;

/** A resolution or root cause that must not exist: names the field and what is wrong with it, never the field's text. */
class InvalidResolutionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidResolutionException(String field, String fault) {
        super("'" + field + "' " + fault + ".");
    }

    /** @return one line without control characters, at most {@code limit} long; {@code null} if it is blank */
    static String line(String field, String text, int limit) {
        if (text == null) {
            return null;
        }
        String clean = text.replaceAll("[\\s\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        if (clean.length() > limit) {
            throw new InvalidResolutionException(field, "is longer than " + limit + " characters");
        }
        return clean.isEmpty() ? null : clean;
    }

    static String required(String field, String text, int limit) {
        String line = line(field, text, limit);
        if (line == null) {
            throw new InvalidResolutionException(field, "is missing");
        }
        return line;
    }
}
