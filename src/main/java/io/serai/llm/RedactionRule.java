package io.serai.llm;

import java.math.BigInteger;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of personal data, and how it is found.
 *
 * @param name    what stands in its place, in brackets
 * @param pattern finds candidates
 * @param length  how much of a candidate, from its beginning, is such data; 0 if it is none after all
 */
record RedactionRule(String name, Pattern pattern, ToIntFunction<String> length) {

    /** Calls of a text's characters that a rule may use for each of them. The rules here use under 100. */
    private static final int STEPS = 500;
    private static final Pattern DATE = Pattern.compile("\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}.*");

    static RedactionRule email() {
        return new RedactionRule("email", Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}+@(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}\\p{L}{2,63}"), String::length);
    }

    /** Begins with {@code +}, 00 or 0, or is grouped in threes as in North America; the digits make up what is no date, address or number of something. */
    static RedactionRule phone() {
        return new RedactionRule("phone", Pattern.compile("(?<![\\w.:/+-])(?:\\+|\\(?0)\\d[\\d ()/.-]{4,20}\\d(?![\\w-])|(?<![\\w.:/+-])(?:\\(\\d{3}\\) ?|\\d{3}[ .-])\\d{3}[ .-]\\d{4}(?![\\w-])"),
            RedactionRule::phone);
    }

    /** ISO 13616, by its check digits. */
    static RedactionRule iban() {
        return new RedactionRule("iban", Pattern.compile("(?i)\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b"), RedactionRule::iban);
    }

    /** 13 to 19 digits, by their check digit (ISO/IEC 7812, Luhn). */
    static RedactionRule card() {
        return new RedactionRule("card", Pattern.compile("(?<![\\d.-])[2-6](?:[ -]?\\d){12,18}(?!\\d)"), candidate -> luhn(candidate.replaceAll("\\D", "")) ? candidate.length() : 0);
    }

    static RedactionRule own(String name, String pattern) {
        return new RedactionRule(name, Pattern.compile(pattern), String::length);
    }

    /** @return the text without it; in its place a word that says so, if the rule takes too long for this text, or too deep */
    String apply(String text) {
        StringBuilder clean = new StringBuilder();
        try {
            Matcher matcher = pattern.matcher(new Counted(text, new int[] {text.length() * STEPS + 10_000}));
            int end = 0;
            int from = 0;
            while (from <= text.length() && matcher.find(from)) {
                int found = length.applyAsInt(text.substring(matcher.start(), matcher.end()));
                if (found > 0) {
                    clean.append(text, end, matcher.start()).append('[').append(name).append(']');
                    end = matcher.start() + found;
                }
                from = found > 0 ? end : matcher.start() + 1;
            }
            return clean.append(text, end, text.length()).toString();
        } catch (TooLongException | StackOverflowError e) {
            return "[not kept: the rule " + name + " is too slow for this text]";
        }
    }

    private static int phone(String candidate) {
        String digits = candidate.replaceAll("\\D", "");
        boolean grouped = digits.length() < candidate.strip().length();
        boolean number;
        if (candidate.startsWith("+")) {
            number = digits.length() >= 7 && digits.length() <= 15;
        } else if (digits.startsWith("00")) {
            number = digits.length() >= 11 && digits.length() <= 17;
        } else if (digits.startsWith("0")) {
            number = digits.length() >= (grouped ? 7 : 10) && digits.length() <= 13;
        } else {
            number = true;
        }
        return number && !DATE.matcher(candidate).matches() ? candidate.length() : 0;
    }

    /** What follows an IBAN may look like a part of it: the longest beginning with right check digits counts. */
    private static int iban(String candidate) {
        for (int end = candidate.length(); end >= 15; end--) {
            String compact = candidate.substring(0, end).replace(" ", "");
            if (compact.length() >= 15 && compact.length() <= 34 && candidate.charAt(end - 1) != ' ' && remainder(compact) == 1) {
                return end;
            }
        }
        return 0;
    }

    private static int remainder(String iban) {
        StringBuilder digits = new StringBuilder();
        (iban.substring(4) + iban.substring(0, 4)).chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(digits.length() - 1 - i), 10) * (i % 2 + 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return sum % 10 == 0;
    }

    /** A text that lets itself be read only so often: java.util.regex tries again and again, and knows no limit of its own. */
    private record Counted(CharSequence text, int[] left) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new TooLongException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class TooLongException extends RuntimeException {
        TooLongException() {
            super("a rule of redaction takes too long", null, false, false);
        }
    }
}
