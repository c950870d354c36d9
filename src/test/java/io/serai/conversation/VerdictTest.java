package io.serai.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as "it helped" and "it did not", and what a person has to read. */
class VerdictTest {

    @ParameterizedTest
    @ValueSource(strings = {"It helped", "Yes, it helped. Thank you!", "that solved it!!", "YES", "It’s fixed", "Ja, das hat geholfen.", "Problem gelöst", "Jetzt geht es wieder, danke!",
        "Oui, ça marche.", "Le problème est résolu", "Sí", "¡Ya funciona! Muchas gracias.", "  works now \n\n thanks "})
    void aPlainYesSaysThatItHelped(String text) {
        assertThat(Verdict.of(text)).contains(Verdict.HELPED);
        assertThat(Verdict.helped(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no, still broken", "It didn’t help", "No", "Unfortunately, it still doesn't work.", "Nein, leider nicht", "Es funktioniert immer noch nicht!",
        "Non, ça n'a pas aidé.", "Ça ne marche toujours pas", "No, no funciona", "Sigue igual, gracias"})
    void aPlainNoSaysThatItDidNot(String text) {
        assertThat(Verdict.of(text)).contains(Verdict.NOT_HELPED);
        assertThat(Verdict.helped(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "...", "Yes, still broken", "no, it helped", "no problem", "it helped a little", "it has not helped, I think", "did it help?", "yes?",
        "it works, but only on Mondays", "I did not say that it helped",
        "Ja, aber nur kurz", "nicht", "Thanks, I will try", "it helped until noon", "not sure that it helped", "👍", "LAP-0042", "yes no",
        "Yes. It helped. Yes. It helped. Yes. It helped. Yes. It helped. Yes. It helped. Yes. It helped."})
    void whatIsInDoubtAPersonReads(String text) {
        assertThat(Verdict.of(text)).isEmpty();
        assertThat(Verdict.helped(text)).isNull();
    }

    @Test
    void thanksAloneSayNothingAndSeveralMessagesHaveToAgree() {
        assertThat(Verdict.of("Vielen Dank!")).contains(Verdict.NEUTRAL);
        assertThat(Verdict.helped("Thanks")).isNull();
        assertThat(Verdict.ofAll(List.of("It helped", "Thank you very much!"))).contains(Verdict.HELPED);
        assertThat(Verdict.ofAll(List.of("It helped", "No, still broken"))).isEmpty();
        assertThat(Verdict.ofAll(List.of("It helped", "the printer is on floor 3"))).isEmpty();
        assertThat(Verdict.ofAll(List.of("Thanks"))).isEqualTo(Optional.empty());
        assertThat(Verdict.ofAll(List.of())).isEmpty();
    }

    @Test
    void everyPhraseIsWrittenAsItIsLookedForAndStandsInOneSection() throws IOException {
        try (InputStream in = Verdict.class.getResourceAsStream("/conversation/verdicts.txt")) {
            List<String> phrases = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.matches("[#\\[].*")).toList();
            assertThat(phrases).doesNotHaveDuplicates().allMatch(phrase -> phrase.matches("[a-z' ]+") && Normalizer.isNormalized(phrase, Normalizer.Form.NFD))
                .allSatisfy(phrase -> assertThat(Verdict.of(phrase)).isPresent());
        }
    }
}
