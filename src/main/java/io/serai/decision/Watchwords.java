package io.serai.decision;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    private static final Pattern SPACED_OUT = Pattern.compile("(?<= )\\p{L}(?: \\p{L}(?= )){2,}+");

    /**
     * A text, made ready to be searched.
     *
     * @param words   its words, and once more with those closed up whose letters are spaced out
     * @param letters only the words that were closed up; they may have grown together with their neighbours
     */
    record Text(String words, String letters) {

        static Text of(String text) {
            String plain = normal(text);
            List<String> letters = SPACED_OUT.matcher(plain).results().map(found -> found.group().replace(" ", "")).toList();
            return letters.isEmpty() ? new Text(plain, "")
                : new Text(plain + SPACED_OUT.matcher(plain).replaceAll(found -> found.group().replace(" ", "")), String.join(" ", letters));
        }
    }

    /**
     * @param head     what the word begins with, to pass quickly over texts that do not have it
     * @param whole    finds it between spaces
     * @param anywhere finds it within another word too
     */
    private record Word(String shown, String head, Pattern whole, Pattern anywhere) {

        boolean standsIn(Text text) {
            return text.words().contains(" " + head) && whole.matcher(text.words()).find()
                || text.letters().contains(head) && anywhere.matcher(text.letters()).find();
        }
    }

    private final List<Word> words;

    /** @param words each a word or phrase; {@code *} at the end of a word stands for any ending */
    Watchwords(List<String> words) {
        this.words = words.stream().map(Watchwords::word).toList();
    }

    /** @return false for a word of fewer than three letters and digits: it would be found everywhere */
    static boolean isUsable(String word) {
        return normal(word).replace(" ", "").length() >= 3;
    }

    /** @return the first of the words, in their own order, that stands in the text */
    Optional<String> in(Text text) {
        return words.stream().filter(word -> word.standsIn(text)).map(Word::shown).findFirst();
    }

    private static Word word(String word) {
        List<String> parts = Arrays.stream(word.strip().split("\\s+")).map(Watchwords::normal).map(String::strip).toList();
        List<String> written = List.of(word.strip().split("\\s+"));
        String pattern = IntStream.range(0, parts.size()).mapToObj(i -> parts.get(i).replace(" ", " ?") + (written.get(i).endsWith("*") ? "[^ ]*" : ""))
            .collect(Collectors.joining(" ?"));
        return new Word(word, parts.get(0).split(" ")[0], Pattern.compile(" " + pattern + " "), Pattern.compile(pattern));
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
