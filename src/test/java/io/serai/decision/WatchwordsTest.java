package io.serai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.HomeFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        "d\u0430t\u0430 l\u043Es\u0455", "D\u0410T\u0410 L\u041ESS", "d\u03B1t\u03B1 l\u03BFss", "d a t a l o s s", "D.A.T.A L.O.S.S", "x d a t a l o s s yz", "d-a-t-a loss",
        "da\uDB40\uDC41ta loss", "da\u3164ta loss"})
    void findsAPhraseHoweverItIsSpelt(String text) {
        assertThat(in(text)).contains("data loss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "database lossless", "data is not at a loss", "metadata losses", "about age 20", "routage", "a b c"})
    void findsNothingElse(String text) {
        assertThat(in(text)).isEmpty();
    }

    @Test
    void aStarStandsForAnyEndingOfItsWord() {
        assertThat(in("two outages")).contains("outage*");
        assertThat(in("corrupted databases here")).contains("corrupt* database*");
        assertThat(in("corrupted Oracle database")).isEmpty();
    }

    @Test
    void aWordOfThePolicyMayBeSpeltInAnyWayToo() {
        assertThat(in("GRÖSSTER SCHADEN")).contains("größter schaden");
        assertThat(in("der größter Schaden")).contains("größter schaden");
        assertThat(in("der gro\u0308ßter Schaden")).contains("größter schaden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a ", "corrupt ", "o u t a g ", "dat\u0430 los ", "\u0301", "\u200B", "(((", "data\u3164"})
    void theLongestTextOfATicketTakesNoLongTime(String part) {
        String text = part.repeat(5 * 65_536 / part.length());
        Policy policy = PolicyFile.read(new HomeFiles(Path.of("").toAbsolutePath()));
        long start = System.nanoTime();
        Watchwords.Text searched = Watchwords.Text.of(text);
        assertThat(policy.alwaysHuman()).allSatisfy(rule -> assertThat(rule.words().in(searched)).isEmpty());
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }

    private Optional<String> in(String text) {
        return words.in(Watchwords.Text.of(text));
    }
}
