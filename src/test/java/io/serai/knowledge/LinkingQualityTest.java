package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holds the quality of the search on a few public runbooks and alerts; docs/knowledge-quality.md has the figures of the whole set. */
class LinkingQualityTest {

    private static final Path DATA = Path.of("src/test/resources/linking");

    private static LinkingResult evaluate(boolean named) throws Exception {
        return EvaluateLinking.evaluate(DATA.resolve("runbooks"), DATA.resolve("queries.jsonl"), named, Optional.empty(), 2, LinkingWatches.SILENT);
    }
    @Test
    void theRightRunbookIsFoundAndWhereThereIsNoneFewAreLinked() throws Exception {
        LinkingResult text = evaluate(false);
        assertThat(text.runbooks()).isEqualTo(81);
        assertThat(text.figures().queries()).isEqualTo(60);
        assertThat(text.figures().answerable()).isEqualTo(30);
        assertThat(text.figures().recallAt1()).isGreaterThanOrEqualTo(0.85);
        assertThat(text.figures().recallAt5()).isGreaterThanOrEqualTo(0.95);
        assertThat(text.figures().correct()).isGreaterThanOrEqualTo(0.70);
        assertThat(text.figures().precision()).isGreaterThanOrEqualTo(0.9);
        assertThat(text.figures().falsePositives()).isLessThanOrEqualTo(0.2);
        assertThat(text.figures().falsePositivesByKind()).containsOnlyKeys("other_technology", "same_area_no_page");
        assertThat(text.figures().reliability().stream().mapToInt(LinkingFigures.Bin::queries).sum()).isEqualTo(60);
        LinkingResult named = evaluate(true);
        assertThat(named.withName()).isTrue();
        assertThat(named.figures().recallAt1()).isGreaterThanOrEqualTo(0.95);
        assertThat(named.figures().precision()).isGreaterThanOrEqualTo(0.9);
    }
}
