package io.serai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.HomeFiles;
import io.serai.language.Watchwords;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyWordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a ", "corrupt ", "o u t a g ", "dat\u0430 los ", "\u0301", "\u200B", "(((", "data\u3164"})
    void theShippedWordsAreLookedForInTheLongestTextInNoLongTime(String part) {
        String text = part.repeat(5 * 65_536 / part.length());
        Policy policy = PolicyFile.read(new HomeFiles(Path.of("").toAbsolutePath()));
        long start = System.nanoTime();
        Watchwords.Text searched = Watchwords.Text.of(text);
        assertThat(policy.alwaysHuman()).allSatisfy(rule -> assertThat(rule.words().in(searched)).isEmpty());
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }
}
