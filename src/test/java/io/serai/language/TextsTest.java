package io.serai.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {

    private final Texts notes = new Texts("/notes");

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageSaysTheSameAndOfTheSameValues(Language language) {
        assertThat(notes.keys(language)).isEqualTo(notes.keys(Language.ENGLISH)).hasSizeGreaterThan(20);
        Object[] marks = {"{0}", "{1}", "{2}", "{3}"};
        assertThat(notes.keys(language)).allSatisfy(key -> assertThat(places(notes.say(language, key, marks))).isEqualTo(places(notes.say(Language.ENGLISH, key, marks))));
    }

    @Test
    void aValueIsPutInAsItIs() {
        assertThat(notes.say(Language.GERMAN, "runbook-describes", "{0} $1 \\x ${a}")).isEqualTo("Das Runbook „{0} $1 \\x ${a}“ beschreibt das.");
        assertThatThrownBy(() -> notes.say(Language.GERMAN, "no-such-text")).isInstanceOf(NullPointerException.class).hasMessage("no-such-text");
    }

    private static List<String> places(String text) {
        return List.copyOf(new TreeSet<>(Pattern.compile("\\{\\d}").matcher(text).results().map(found -> found.group()).toList()));
    }
}
