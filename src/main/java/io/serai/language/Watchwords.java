package io.serai.language;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words and phrases, found in a text however it spells them: letter case, accents, width, zero-width and direction marks, punctuation
 * between words, letters spaced out ({@code o u t a g e}) and Cyrillic or Greek letters that look Latin make no difference.
 */
public final class Watchwords {

    private static final String GAP = "..";
    /** Lower-case letters that look like Latin ones, or whose capitals do (after Unicode TS 39, confusables), and those. */
    private static final String LOOKALIKES = "авекмнорстухіјѕԁԛԝһӏгпαβεηικνορτυχγωı";
    private static final String LATIN = "abekmhopctyxijsdqwhlrnabenikvoptuxywi";
    /** Marks, format and control characters, and the fillers that count as letters. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{M}\\p{Cf}\\p{Co}\\p{Cs}\\u115F\\u1160\\u3164\\uFFA0]+|[\\p{Cc}&&[^\\s]]+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int ASCII = 128;
    private static final int DELETE = 127;
    private static final Pattern SPACED_OUT = Pattern.compile("(?<= )\\p{L}(?: \\p{L}(?= )){2,}+");

    /**
     * A text, made ready to be searched.
     *
     * @param words   its words, and once more with those closed up whose letters are spaced out
     * @param letters only the words that were closed up; they may have grown together with their neighbours
     * @param starts  the first letters of its words, to pass quickly over what is not in it
     */
    public record Text(String words, String letters, Set<String> starts) {

        /** Letters of a word that are compared first. */
        private static final int START = 2;

        public static Text of(String text) {
            String plain = normal(text);
            List<String> letters = SPACED_OUT.matcher(plain).results().map(found -> found.group().replace(" ", "")).toList();
            return letters.isEmpty() ? of(plain, "")
                : of(plain + SPACED_OUT.matcher(plain).replaceAll(found -> found.group().replace(" ", "")), String.join(" ", letters));
        }

        private static Text of(String words, String letters) {
            Set<String> starts = new HashSet<>();
            for (int at = words.indexOf(' '); at >= 0 && at < words.length() - 1; at = words.indexOf(' ', at + 1)) {
                starts.add(words.substring(at + 1, Math.min(words.length(), at + 1 + START)).strip());
            }
            return new Text(words, letters, starts);
        }

        private boolean mayHave(String head) {
            return head.length() < START || starts.contains(head.substring(0, START));
        }
    }

    /**
     * @param head     what the word begins with, to pass quickly over texts that do not have it
     * @param whole    finds it between spaces
     * @param anywhere finds it within another word too
     */
    private record Word(String shown, String head, Pattern whole, Pattern anywhere) {

        Word(String shown, String head, String pattern) {
            this(shown, head, Pattern.compile(" " + pattern + " "), Pattern.compile(pattern));
        }

        /** The words of the text that it is. */
        Optional<String> in(Text text) {
            Matcher words = whole.matcher(text.words());
            if (text.mayHave(head) && text.words().contains(" " + head) && words.find()) {
                return Optional.of(words.group().strip());
            }
            Matcher letters = anywhere.matcher(text.letters());
            return text.letters().contains(head) && letters.find() ? Optional.of(letters.group()) : Optional.empty();
        }
    }

    private final List<Word> words;

    /** @param words each a word or phrase; {@code *} at the end of a word stands for any ending */
    public Watchwords(List<String> words) {
        this(words.stream().map(Watchwords::word), words.size());
    }

    private Watchwords(Stream<Word> words, int many) {
        List<Word> all = new ArrayList<>(many);
        words.forEach(all::add);
        this.words = List.copyOf(all);
    }

    /**
     * @param sayings each as a word or phrase is, besides {@code |} within a word stands between words of which any will do, and the word
     *                {@code ..} for up to five words, possibly none; it is neither the first nor the last
     */
    public static Watchwords ofSayings(List<String> sayings) {
        return new Watchwords(sayings.stream().flatMap(Watchwords::saying), sayings.size());
    }

    /** @return false for a word of fewer than three letters and digits: it would be found everywhere */
    public static boolean isUsable(String word) {
        return normal(word).replace(" ", "").length() >= 3;
    }

    /** @return the first of the words, in their own order, that stands in the text */
    public Optional<String> in(Text text) {
        return words.stream().filter(word -> word.in(text).isPresent()).map(Word::shown).findFirst();
    }

    /** @return those words of the text, in lower case, that the first of the words looked for stands for */
    public Optional<String> said(Text text) {
        return words.stream().flatMap(word -> word.in(text).stream()).findFirst();
    }

    private static Word word(String word) {
        List<String> written = List.of(word.strip().split("\\s+"));
        return new Word(word, normal(written.get(0)).strip().split(" ")[0], written.stream().map(Watchwords::pattern).collect(Collectors.joining(" ?")));
    }

    private static Stream<Word> saying(String saying) {
        List<String> written = List.of(saying.strip().split("\\s+"));
        String rest = written.stream().skip(1).map(part -> part.equals(GAP) ? "(?:[^ ]+ ){0,5}?"
            : "(?:" + Arrays.stream(part.split("\\|")).map(Watchwords::pattern).collect(Collectors.joining("|")) + ")").collect(Collectors.joining(" ?"));
        return Arrays.stream(written.get(0).split("\\|"))
            .map(first -> new Word(saying, normal(first).strip().split(" ")[0], pattern(first) + (rest.isEmpty() ? "" : " ?" + rest)));
    }

    private static String pattern(String word) {
        return normal(word).strip().replace(" ", " ?") + (word.endsWith("*") ? "[^ ]*" : "");
    }

    /** Letters and digits in lower case, a single space before, between and after the words. */
    private static String normal(String text) {
        return text.chars().allMatch(c -> c < ASCII) ? normalAscii(text) : normalAny(text);
    }

    /** The same for what most texts are, thirty times as fast. */
    private static String normalAscii(String text) {
        StringBuilder words = new StringBuilder(text.length() + 2).append(' ');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                words.append((char) (c + 'a' - 'A'));
            } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                words.append(c);
            } else if ((c >= ' ' && c < DELETE || c >= '\t' && c <= '\r') && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.charAt(words.length() - 1) == ' ' ? words.toString() : words.append(' ').toString();
    }

    private static String normalAny(String text) {
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
