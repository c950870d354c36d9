package io.serai.language;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The languages in which the hub writes to requesters. */
public enum Language {
    ENGLISH(Locale.ENGLISH),
    GERMAN(Locale.GERMAN),
    FRENCH(Locale.FRENCH),
    SPANISH(Locale.forLanguageTag("es"));

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** ISO 639-1, in lower case. */
    public String code() {
        return locale.getLanguage();
    }

    /** ISO 639-3, as the detector names it. */
    String longCode() {
        return locale.getISO3Language();
    }

    public Locale locale() {
        return locale;
    }

    /** @param tag a language tag of which only the language counts ({@code de}, {@code de-AT}), or {@code null} */
    public static Optional<Language> of(String tag) {
        String code = tag == null ? "" : Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
        return Arrays.stream(values()).filter(language -> language.code().equals(code)).findFirst();
    }
}
