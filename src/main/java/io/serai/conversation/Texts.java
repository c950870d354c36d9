package io.serai.conversation;

import io.serai.language.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the hub says in conversations, in its four languages: {@code src/main/resources/conversation/<language>.properties}. */
final class Texts {

    static final String ENGLISH = Language.ENGLISH.code();
    static final List<String> LANGUAGES = Arrays.stream(Language.values()).map(Language::code).toList();
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
    private static final Map<String, Properties> ALL = LANGUAGES.stream().collect(Collectors.toMap(Function.identity(), Texts::load));

    private Texts() {
    }

    /** @param code possibly {@code null}, or of a language that the hub does not speak: English then */
    static String language(String code) {
        return code != null && LANGUAGES.contains(code) ? code : ENGLISH;
    }

    /** @param key  with {0}, {1}, … for the values, which are put in as they are */
    static String say(String language, String key, Object... values) {
        String text = Objects.requireNonNull(ALL.get(language(language)).getProperty(key), key);
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(values[Integer.parseInt(place.group(1))].toString()));
    }

    private static Properties load(String language) {
        String name = "/conversation/" + language + ".properties";
        try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(name), name)) {
            Properties texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
