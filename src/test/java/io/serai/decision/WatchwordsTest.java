package io.serai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchwordsTest {

    private final Watchwords words = new Watchwords(List.of("data loss", "outage*", "corrupt* database*", "größter schaden"));

    @ParameterizedTest
    @ValueSource(strings = {
        "data loss", "DATA LOSS!", "(Data-Loss)", "data_loss", "data\n\tloss", "DataLoss", "data  …  loss", "we had data loss.",
        "d\u00e4t\u00e0 loss", "data\u200B \u200Dloss", "da\u00ADta lo\u200Bss", "\u202Edata loss", "da\u0301ta\u0336 loss",
        "\uFF44\uFF41\uFF54\uFF41 \uFF4C\uFF4F\uFF53\uFF53", "\uD835\uDC1D\uD835\uDC1A\uD835\uDC2D\uD835\uDC1A loss",
        "d\u0430t\u0430 l\u043Es\u0455", "D\u0410T\u0410 L\u041ESS", "d\u03B1t\u03B1 l\u03BFss", "d a t a l o s s", "D.A.T.A L.O.S.S", "d-a-t-a loss",
        "da\uDB40\uDC41ta loss", "da\u3164ta loss"})
    void findsAPhraseHoweverItIsSpelt(String text) {
        assertThat(words.in(text)).contains("data loss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "database lossless", "data is not at a loss", "metadata losses", "about age 20", "routage", "a b c"})
    void findsNothingElse(String text) {
        assertThat(words.in(text)).isEmpty();
    }

    @Test
    void aStarStandsForAnyEndingOfItsWord() {
        assertThat(words.in("two outages")).contains("outage*");
        assertThat(words.in("corrupted databases here")).contains("corrupt* database*");
        assertThat(words.in("corrupted Oracle database")).isEmpty();
    }

    @Test
    void aWordOfThePolicyMayBeSpeltInAnyWayToo() {
        assertThat(words.in("GRÖSSTER SCHADEN")).contains("größter schaden");
        assertThat(words.in("der größter Schaden")).contains("größter schaden");
        assertThat(words.in("der gro\u0308ßter Schaden")).contains("größter schaden");
    }

    @Test
    void aLongTextTakesNoLongTime() {
        String text = "a ".repeat(50_000) + "corrupt ".repeat(30_000);
        long start = System.nanoTime();
        assertThat(words.in(text)).isEmpty();
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }
}
