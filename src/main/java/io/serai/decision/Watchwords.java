package io.serai.decision;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words and phrases, found in a text however it spells them: letter case, accents, width, zero-width and direction marks, punctuation
 * between words, letters spaced out ({@code o u t a g e}) and Cyrillic or Greek letters that look Latin make no difference.
 */
final class Watchwords {

    /** Lower-case letters that look like Latin ones, or whose capitals do (after Unicode TS 39, confusables), and those. */
    private static final String LOOKALIKES = "авекмнорстухіјѕԁԛԝһӏгпαβεηικνορτυχγωı";
    private static final String LATIN = "abekmhopctyxijsdqwhlrnabenikvoptuxywi";
    /** Marks, format and control characters, and the fillers that count as letters. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{M}\\p{Cf}\\p{Co}\\p{Cs}\\u115F\\u1160\\u3164\\uFFA0]+|[\\p{Cc}&&[^\\s]]+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern SPACED_OUT = Pattern.compile("(?<= )\\p{L}(?: \\p{L}){2,}(?= )");

    private record Word(String shown, Pattern pattern) {
    }

    private final List<Word> words;

    /** @param words each a word or phrase; {@code *} at the end of a word stands for any ending */
    Watchwords(List<String> words) {
        this.words = words.stream().map(word -> new Word(word, pattern(word))).toList();
    }

    /** @return false for a word of fewer than three letters and digits: it would be found everywhere */
    static boolean isUsable(String word) {
        return normal(word).replace(" ", "").length() >= 3;
    }

    /** @return the first of the words, in their own order, that stands in the text */
    Optional<String> in(String text) {
        String plain = normal(text);
        Matcher spaced = SPACED_OUT.matcher(plain);
        String searched = spaced.find() ? plain + spaced.replaceAll(match -> match.group().replace(" ", "")) : plain;
        return words.stream().filter(word -> word.pattern().matcher(searched).find()).map(Word::shown).findFirst();
    }

    private static Pattern pattern(String word) {
        return Pattern.compile(Arrays.stream(word.strip().split("\\s+"))
            .map(part -> normal(part).strip().replace(" ", " ?") + (part.endsWith("*") ? "[^ ]*" : ""))
            .collect(Collectors.joining(" ?", " ", " ")));
    }

    /** Letters and digits in lower case, a single space before, between and after the words. */
    private static String normal(String text) {
        String seen = UNSEEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("").toLowerCase(Locale.ROOT).replace("ß", "ss");
        StringBuilder latin = new StringBuilder(seen.length());
        for (int i = 0; i < seen.length(); i++) {
            char c = seen.charAt(i);
            int at = c < 0x100 ? -1 : LOOKALIKES.indexOf(c);
            latin.append(at < 0 ? c : LATIN.charAt(at));
        }
        return BETWEEN.matcher(" " + UNSEEN.matcher(latin).replaceAll("") + " ").replaceAll(" ");
    }
}
