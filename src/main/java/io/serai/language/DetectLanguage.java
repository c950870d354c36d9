package io.serai.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Tells in which of the hub's languages a text is written, without a network: by Apache OpenNLP and its model of 183 languages
 * ({@code langdetect-183}, a maximum entropy classifier on groups of letters). A title of three words is short for it, so
 * only the hub's languages are compared with each other, unless a language beyond them is far likelier. Safe for concurrent use.
 */
public final class DetectLanguage {

    private static final String MODEL = "/langdetect-183.bin";
    private static final int LOOKED_AT = 4_000;
    private static final int LETTERS = 8;
    /** So many times as likely as the next of the hub's languages. */
    private static final double LEAD = 1.05;
    /** A language beyond the hub's that is so many times as likely as the best of them is what the text is written in. */
    private static final double BEYOND = 2.0;

    private DetectLanguage() {
    }

    /** Loaded when the first text is looked at: it takes about a second, and 39 MB. */
    private static final class Loaded {
        private static final LanguageDetectorModel DETECTOR = load();

        private static LanguageDetectorModel load() {
            try (InputStream in = Objects.requireNonNull(DetectLanguage.class.getResourceAsStream(MODEL), MODEL)) {
                return new LanguageDetectorModel(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** @return empty for a text that is too short, of another language, or that may be of two of them */
    public static Optional<Language> of(String text) {
        String some = text.length() <= LOOKED_AT ? text : text.substring(0, LOOKED_AT);
        if (some.codePoints().filter(Character::isLetter).limit(LETTERS).count() < LETTERS) {
            return Optional.empty();
        }
        opennlp.tools.langdetect.Language[] all = new LanguageDetectorME(Loaded.DETECTOR).predictLanguages(some);
        List<opennlp.tools.langdetect.Language> ours = Arrays.stream(all).filter(guess -> known(guess).isPresent())
            .sorted(Comparator.comparing(opennlp.tools.langdetect.Language::getConfidence).reversed()).toList();
        boolean clear = ours.get(0).getConfidence() >= LEAD * ours.get(1).getConfidence();
        boolean another = all[0].getConfidence() >= BEYOND * ours.get(0).getConfidence();
        return clear && !another ? known(ours.get(0)) : Optional.empty();
    }

    private static Optional<Language> known(opennlp.tools.langdetect.Language guess) {
        return Arrays.stream(Language.values()).filter(language -> language.longCode().equals(guess.getLang())).findFirst();
    }
}
