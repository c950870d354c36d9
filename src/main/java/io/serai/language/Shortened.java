package io.serai.language;

/** Texts that are too long for where they are shown or kept. */
public final class Shortened {

    private Shortened() {
    }

    /**
     * @param limit longest result, in characters (UTF-16 units), with the {@code …} that stands for what was cut; at least 2
     * @return the text, or its beginning; no character is cut in half
     */
    public static String to(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 2)) ? limit - 2 : limit - 1;
        return text.substring(0, end) + "…";
    }
}
