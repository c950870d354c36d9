package io.serai.mail;

import io.serai.language.Shortened;
import java.util.regex.Pattern;

/** Makes texts of messages fit to be kept: one kind of line end, no control characters, no halves of pairs, no long runs of blank lines. */
final class CleanText {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF\\uFFFE\\uFFFF]");
    private static final Pattern LONELY = Pattern.compile("[\\p{Cs}]");

    private CleanText() {
    }

    /** @return the text with blanks at the ends of its lines only where they say that a line goes on or a signature begins */
    static String lines(String text) {
        String even = text.replace("\r\n", "\n").replace('\r', '\n').replace('\u00a0', ' ').replace('\u2028', '\n').replace('\u2029', '\n');
        StringBuilder clean = new StringBuilder(even.length());
        int blank = 0;
        for (String line : UNSEEN.matcher(even).replaceAll("").split("\n", -1)) {
            String kept = line.equals("-- ") ? line : line.stripTrailing();
            blank = kept.isEmpty() ? blank + 1 : 0;
            if (blank <= 1) {
                clean.append(kept).append('\n');
            }
        }
        return LONELY.matcher(clean).replaceAll("\ufffd").strip();
    }

    /** @return one line without runs of blanks, cut to {@code limit} characters; {@code null} if nothing is left */
    static String line(String text, int limit) {
        if (text == null) {
            return null;
        }
        String some = text.length() > 8 * limit ? text.substring(0, 8 * limit) : text;
        String line = LONELY.matcher(UNSEEN.matcher(some.replaceAll("[\\r\\n\\t\\u00a0\\u2028\\u2029]", " ")).replaceAll("")).replaceAll("\ufffd")
            .replaceAll(" {2,}", " ").strip();
        return line.isEmpty() ? null : Shortened.to(line, limit);
    }
}
