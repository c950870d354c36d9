package io.serai.analysis;

import io.serai.ticket.Category;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells a ticket's category from its words, by the weighted terms of {@code analysis/categories.txt}. Stateless, safe for concurrent use. */
final class CategoryTerms {

    private static final String RESOURCE = "/analysis/categories.txt";
    /** Characters of a text that are read; a category shows early. */
    private static final int LENGTH = 4_000;

    private final List<Term> terms = new ArrayList<>();

    CategoryTerms() {
        try (InputStream in = Objects.requireNonNull(CategoryTerms.class.getResourceAsStream(RESOURCE), RESOURCE);
             BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String line) {
        String[] sides = line.split("=", 2);
        String[] head = sides[0].strip().split("\\s+");
        for (String term : sides[1].split(",")) {
            boolean prefix = term.strip().endsWith("*");
            String words = words(term.replace("*", "")).stream().collect(Collectors.joining(" "));
            terms.add(new Term(Category.of(head[0]), Integer.parseInt(head[1]), words, prefix));
        }
    }

    /**
     * @param title counted twice
     * @return weight by category of the different terms found; categories without any are absent
     */
    Map<Category, Integer> weigh(String title, String text) {
        TreeSet<String> inTitle = grams(title);
        TreeSet<String> inText = grams(text);
        Map<Category, Integer> weights = new EnumMap<>(Category.class);
        for (Term term : terms) {
            int times = (term.in(inTitle) ? 2 : 0) + (term.in(inText) ? 1 : 0);
            if (times > 0) {
                weights.merge(term.category(), Math.min(times, 2) * term.weight(), Integer::sum);
            }
        }
        return weights;
    }

    private static TreeSet<String> grams(String text) {
        TreeSet<String> grams = new TreeSet<>();
        if (text == null) {
            return grams;
        }
        List<String> words = words(text.length() > LENGTH ? text.substring(0, LENGTH) : text);
        for (int i = 0; i < words.size(); i++) {
            StringBuilder gram = new StringBuilder(words.get(i));
            grams.add(gram.toString());
            for (int j = i + 1; j < Math.min(i + 3, words.size()); j++) {
                grams.add(gram.append(' ').append(words.get(j)).toString());
            }
        }
        return grams;
    }

    /** Words in lower case, CamelCase split, a plural's s cut off. */
    private static List<String> words(String text) {
        String split = text.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return Arrays.stream(split.split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).map(CategoryTerms::singular).toList();
    }

    private static String singular(String word) {
        boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is");
        return plural ? word.substring(0, word.length() - 1) : word;
    }

    private record Term(Category category, int weight, String words, boolean prefix) {
        boolean in(TreeSet<String> grams) {
            if (!prefix) {
                return grams.contains(words);
            }
            String next = grams.ceiling(words);
            return next != null && next.startsWith(words);
        }
    }
}
