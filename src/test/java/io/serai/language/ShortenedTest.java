package io.serai.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortenedTest {

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "a😀bc, 4, a😀…", "a😀bc, 3, a…", "'', 2, ''"})
    void whatIsTooLongEndsWithAnEllipsisAndInAWholeCharacter(String text, int limit, String shortened) {
        assertThat(Shortened.to(text, limit)).isEqualTo(shortened).hasSizeLessThanOrEqualTo(limit);
    }
}
