package io.serai.knowledge;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is looked for: a ticket's texts without the values that differ from one alert to the next (addresses, host and pod names,
 * numbers, ids), so that the same alert on another host is the same question. Codes stay: {@code error 1603}, {@code HTTP 503}.
 *
 * @param name  the alert's own name ({@code KubePodCrashLooping}), or empty
 * @param title at most 1,000 characters
 * @param body  at most 4,000 characters, possibly empty
 */
record Question(String name, String title, String body) {

    private static final int TITLE = 1_000;
    private static final int BODY = 4_000;
    private static final int NAME = 300;

    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+|\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?:[:/]\\d+)?\\b|\\b[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
    /** {@code node-12.example.net:9100}: a name with dots whose first label ends in a number; the letters of that label stay. */
    private static final Pattern HOST = Pattern.compile("\\b([A-Za-z][A-Za-z-]*?)-?\\d+[a-z]?(?:-[a-z]{1,3})?(?:\\.[A-Za-z0-9-]+)+(?::\\d+)?");
    /** {@code -7d9c6-2xk8f}: what Kubernetes appends to the names of pods. */
    private static final Pattern POD = Pattern.compile("(?<=[a-z0-9])-(?=[a-z0-9]*\\d)[a-z0-9]{5,10}(?:-[a-z0-9]{5})?(?=[^\\w-]|$)");
    private static final Pattern HEX = Pattern.compile("\\b(?=[0-9a-f-]*\\d)[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\\b");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.-])[-+]?\\d+(?:[.,:]\\d+)*(?:%|[kKMGT]i?B?(?:ps)?|ms|[smhdw])?(?![\\w-])");

    Question {
        name = name == null ? "" : limited(name, NAME).strip();
        title = stable(limited(title, TITLE));
        body = body == null ? "" : stable(limited(body, BODY));
    }

    /** What is embedded. */
    String sentence() {
        String start = name.isEmpty() ? title : spaced(name) + ". " + title;
        return body.isEmpty() || body.equals(title) ? start : start + "\n" + body;
    }

    private static String spaced(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_-]+", " ").replaceAll(" +", " ");
    }

    private static String stable(String text) {
        String stable = ADDRESS.matcher(text).replaceAll(" ");
        stable = HOST.matcher(stable).replaceAll("$1");
        stable = POD.matcher(stable).replaceAll("");
        stable = HEX.matcher(stable).replaceAll(" ");
        String numbered = stable;
        stable = NUMBER.matcher(numbered).replaceAll(number -> isCode(numbered, number) ? Matcher.quoteReplacement(number.group()) : " ");
        return stable.replaceAll("[ \\t]+", " ").strip();
    }

    private static boolean isCode(String text, MatchResult number) {
        int end = number.start();
        while (end > 0 && !Character.isLetterOrDigit(text.charAt(end - 1)) && number.start() - end < 3) {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return IdentifierTokenizer.isCode(number.group(), text.substring(start, end).toLowerCase(Locale.ROOT));
    }

    private static String limited(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit);
    }
}
