package io.serai.llm;

import java.util.List;
import java.util.regex.Pattern;

/** Blanks what looks like a secret before a text leaves for a model. Better one word too many than a password in someone else's log. */
public final class Secrets {

    private static final String BLANK = "[removed]";
    private static final Pattern NAME = Pattern.compile("(?i)pass(?:word|wd|phrase)?|secret|token|api[_-]?key|credential|authorization");
    private static final List<Pattern> VALUES = List.of(
        Pattern.compile("(?is)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"),
        Pattern.compile("(?i)(?<=\\bbearer )[\\w.~+/=-]{8,}"),
        Pattern.compile("(?i)(?<=://)[^\\s/:@]{1,100}:[^\\s/@]{1,200}(?=@)"),
        Pattern.compile("\\b(?:sk-[\\w-]{16,}|gh[pousr]_\\w{20,}|glpat-[\\w-]{16,}|xox[abprs]-[\\w-]{10,}|AKIA[0-9A-Z]{16}|eyJ[\\w-]{10,}\\.[\\w-]{5,}\\.[\\w-]*)"));
    private static final Pattern NAMED = Pattern.compile(
        "(?i)\\b((?:[\\w-]{0,30}(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key))\\W{0,3}(?:[:=]|\\bis\\b)\\s{0,3}[\"']?)(?!\\[removed])([^\\s\"',;]{3,})");

    private Secrets() {
    }

    public static String blank(String text) {
        String clean = text;
        for (Pattern value : VALUES) {
            clean = value.matcher(clean).replaceAll(BLANK);
        }
        return NAMED.matcher(clean).replaceAll("$1" + BLANK.replace("[", "\\[").replace("]", "\\]"));
    }

    /** The value of a field, blank where the field's name says that it is secret. */
    public static String blankValue(String name, String value) {
        return NAME.matcher(name).find() ? BLANK : value;
    }
}
