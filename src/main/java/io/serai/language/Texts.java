package io.serai.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the hub says to requesters, in its languages: {@code <folder>/<language>.properties} on the class path, in UTF-8. Immutable. */
public final class Texts {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private final Map<Language, Properties> texts = new EnumMap<>(Language.class);

    /** @param folder on the class path: {@code /notes} */
    public Texts(String folder) {
        for (Language language : Language.values()) {
            texts.put(language, load(folder + "/" + language.code() + ".properties"));
        }
    }

    /**
     * @param values what is put in for {0}, {1}, …, as it is: a value that looks like a place stays as it is
     * @throws NullPointerException if there is no such text
     */
    public String say(Language language, String key, Object... values) {
        String text = Objects.requireNonNull(texts.get(language).getProperty(key), key);
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(values[Integer.parseInt(place.group(1))].toString()));
    }

    /** The keys of one language; all languages have the same. */
    public Set<String> keys(Language language) {
        return texts.get(language).stringPropertyNames();
    }

    private static Properties load(String name) {
        try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(name), name)) {
            Properties loaded = new Properties();
            loaded.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
