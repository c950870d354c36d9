package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    private static final String LONG = "# Title\n\n## Symptoms\n" + "- It is slow.\n".repeat(200)
        + "## Cause\nThe pool is full.\n\n## Steps\n1. Restart it.\n### If that does not help\n2. Call.\n\n## See also\nOther pages.\n";

    @Test
    void aShortRunbookIsShownWhole() {
        assertThat(Excerpt.of("# Title\n\n## Steps\n1. Restart it.", "x", "a chunk")).isEqualTo("# Title\n\n## Steps\n1. Restart it.");
    }

    @Test
    void aLongOneIsShownByItsNearestChunkAndWhatToDo() {
        String advice = Excerpt.advice(LONG);
        assertThat(advice).isEqualTo("## Cause\nThe pool is full.\n\n## Steps\n1. Restart it.\n### If that does not help\n2. Call.");
        String opening = LONG.substring(0, Excerpt.LENGTH);
        assertThat(Excerpt.of(opening, advice, "- It is slow.")).isEqualTo("- It is slow.\n\n" + advice);
        assertThat(Excerpt.of(opening, advice, "x".repeat(3_000))).hasSizeLessThanOrEqualTo(Excerpt.LENGTH).endsWith(advice);
        assertThat(Excerpt.of(opening, "", "x".repeat(3_000))).hasSize(Excerpt.LENGTH);
        assertThat(Excerpt.of(opening, advice, null)).endsWith(advice);
    }

    @Test
    void adviceIsBounded() {
        assertThat(Excerpt.advice("## Steps\n" + "1. Do it.\n".repeat(1_000))).hasSizeLessThan(Excerpt.LENGTH).endsWith("1. Do it.");
        assertThat(Excerpt.advice("no heading")).isEmpty();
    }
}
