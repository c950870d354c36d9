package io.serai.conversation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a short answer to the question whether something helped plainly says, by the phrases of {@code conversation/verdicts.txt} in English, German, French
 * and Spanish. All of the message has to be known, so that a negation never gets lost; in doubt it says nothing.
 */
enum Verdict {
    HELPED, NOT_HELPED,
    /** Thanks and greetings: alone they say nothing. */
    NEUTRAL;

    /** Longer messages, in characters, are not judged. */
    static final int LONGEST = 80;

    private static final Map<String, Verdict> PHRASES = load();

    /** @return absent if it cannot be told, or people have to read it */
    static Optional<Verdict> of(String text) {
        if (text.strip().length() > LONGEST || text.contains("?") || text.contains("¿")) {
            return Optional.empty();
        }
        List<String> parts = Arrays.stream(plain(text).split("[.!,;:\\n¡…–—]+")).map(part -> part.replaceAll("\\s+", " ").strip()).filter(part -> !part.isEmpty()).toList();
        Set<Verdict> said = parts.stream().map(PHRASES::get).filter(Objects::nonNull).collect(Collectors.toCollection(() -> EnumSet.noneOf(Verdict.class)));
        if (parts.isEmpty() || !parts.stream().allMatch(PHRASES::containsKey)) {
            return Optional.empty();
        }
        return said.contains(HELPED) && said.contains(NOT_HELPED) ? Optional.empty()
            : Optional.of(said.contains(HELPED) ? HELPED : said.contains(NOT_HELPED) ? NOT_HELPED : NEUTRAL);
    }

    /** @return absent if they say nothing, or not all the same */
    static Optional<Verdict> ofAll(List<String> texts) {
        List<Optional<Verdict>> all = texts.stream().map(Verdict::of).filter(one -> !one.equals(Optional.of(NEUTRAL))).distinct().toList();
        return all.size() == 1 ? all.get(0) : Optional.empty();
    }

    /** True or false if it says so, {@code null} if not. */
    static Boolean helped(String text) {
        return of(text).filter(verdict -> verdict != NEUTRAL).map(verdict -> verdict == HELPED).orElse(null);
    }

    private static String plain(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD).replaceAll("\\p{M}", "").replace('’', '\'').replace('‘', '\'');
    }

    private static Map<String, Verdict> load() {
        Map<String, Verdict> phrases = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(Verdict.class.getResourceAsStream("/conversation/verdicts.txt"), "verdicts.txt");
             BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Verdict section = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    section = valueOf(line.substring(1, line.length() - 1).toUpperCase(Locale.ROOT).replace('-', '_'));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    phrases.put(line.strip(), Objects.requireNonNull(section, "a phrase before the first section"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(phrases);
    }
}
