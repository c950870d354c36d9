package io.serai.knowledgebase;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How texts that people send become texts of an article: one kind of line end, no control characters, lengths bounded. */
final class Clean {

    private Clean() {
    }

    /** @return the text, possibly empty; absent is empty */
    static String text(String field, String text, int limit) {
        String clean = text == null ? "" : visible(text.replace("\r\n", "\n").replace('\r', '\n')).strip();
        if (clean.length() > limit) {
            throw new InvalidArticleException(field, "is longer than " + limit + " characters");
        }
        return clean;
    }

    static String line(String field, String text, int limit) {
        String clean = text(field, text == null ? null : text.replaceAll("\\s+", " "), limit);
        if (clean.isEmpty()) {
            throw new InvalidArticleException(field, "is missing");
        }
        return clean;
    }

    /** @return without repetitions; absent is none */
    static List<String> lines(String field, List<String> texts, int most, int limit) {
        Set<String> lines = new LinkedHashSet<>();
        List<String> all = texts == null ? List.of() : texts;
        if (all.size() > most) {
            throw new InvalidArticleException(field, "holds more than " + most);
        }
        for (int i = 0; i < all.size(); i++) {
            lines.add(line(field + "[" + i + "]", all.get(i), limit));
        }
        return new ArrayList<>(lines);
    }

    private static String visible(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
            .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
