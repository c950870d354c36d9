package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    private final Words words = new Words();

    @Test
    void pairsAreNeighboursOnceStopWordsAreOut() {
        assertThat(words.terms("The disk of node-7 is full")).containsExactly("disk", "node", "full");
        assertThat(words.pairs("The disk of node-7 is full")).containsExactly("disk node", "node full");
        assertThat(words.pairs("disk")).isEmpty();
        assertThat(words.pairs("")).isEmpty();
    }

    @Test
    void aTextIsReadAnewEachTime() {
        assertThat(words.pairs("replica lag")).containsExactly("replica lag");
        assertThat(words.pairs("pressure high")).as("nothing is left of the text before").containsExactly("pressure high");
        assertThat(words.terms("replica lag")).containsExactly("replica", "lag");
    }
}
