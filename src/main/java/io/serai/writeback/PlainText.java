package io.serai.writeback;

import io.serai.language.Shortened;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a text from outside (a ticket, a model, a runbook) harmless in a note: one line of plain text that no system takes for markup, a
 * mention, a macro, or a link that is not http(s). What is neutralised stays readable.
 */
final class PlainText {

    /** Format, private-use and control characters, halves of pairs, and the line separators of Unicode. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Co}\\p{Cs}]+|[\\p{Cc}&&[^\\s\\u0085]]+");
    private static final Pattern SPACE = Pattern.compile("[\\s\\u0085\\u00A0\\u2028\\u2029]+");
    private static final Pattern PILED_MARKS = Pattern.compile("(\\p{M}{4})\\p{M}+");
    private static final Pattern AT = Pattern.compile("[@\\uFF20\\uFE6B]");
    private static final Pattern EMAIL_OR_AT = Pattern.compile(
        "(?<![\\w.%+@/:-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}(?![\\w@-])|" + AT.pattern());
    private static final Pattern TAG = Pattern.compile("<(?=[\\p{L}/!?@#&|])");
    private static final Pattern MACRO = Pattern.compile("\\{(?=[A-Za-z]{2,20}[:}])");
    private static final Pattern IMAGE = Pattern.compile("!(?=(?i)https?:)");
    private static final Pattern SCHEME = Pattern.compile("\\b(?!(?i)https?:)([A-Za-z][A-Za-z0-9+.-]{1,30}):(?=//)");
    private static final Pattern SCRIPT = Pattern.compile("(?i)\\b(javascript|vbscript|data|file|mailto|tel|sms|smb|ms-[a-z-]{2,30}):(?=\\S)");

    private PlainText() {
    }

    /**
     * @param text  of any length; more than four times the limit is not even looked at
     * @param limit longest result, in characters; at least 2
     */
    static String line(String text, int limit) {
        String some = text.length() > 4 * limit ? text.substring(0, 4 * limit) : text;
        if (!some.chars().allMatch(c -> c > ' ' && c < 0x7F || c == ' ')) {
            some = SPACE.matcher(UNSEEN.matcher(some).replaceAll("")).replaceAll(" ");
            some = PILED_MARKS.matcher(some).replaceAll("$1");
        } else if (some.contains("  ")) {
            some = SPACE.matcher(some).replaceAll(" ");
        }
        some = some.strip();
        // looking for a character first: most texts hold none of these, and a pattern costs a hundred times as much
        if (some.indexOf('<') >= 0) {
            some = TAG.matcher(some).replaceAll("‹");
        }
        if (AT.matcher(some).find()) {
            some = EMAIL_OR_AT.matcher(some).replaceAll(found -> found.group().length() > 1 ? Matcher.quoteReplacement(found.group()) : "(at)");
        }
        some = some.replace('[', '(').replace(']', ')');
        if (some.indexOf('{') >= 0) {
            some = MACRO.matcher(some).replaceAll("(");
        }
        if (some.indexOf(':') >= 0) {
            some = IMAGE.matcher(some).replaceAll("! ");
            some = SCHEME.matcher(some).replaceAll("$1: ");
            some = SCRIPT.matcher(some).replaceAll("$1: ");
        }
        return Shortened.to(some, limit);
    }
}
