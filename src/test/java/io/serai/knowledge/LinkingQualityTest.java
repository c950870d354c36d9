package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the quality of the search on a few public runbooks and alerts; docs/knowledge-quality.md has the figures of the whole set. */
class LinkingQualityTest {

    private static final Path DATA = Path.of("src/test/resources/linking");

    @Test
    void theRightRunbookIsFoundAndWhereThereIsNoneFewAreLinked() throws Exception {
        LinkingResult result = EvaluateLinking.evaluate(DATA.resolve("runbooks"), DATA.resolve("queries.jsonl"), 2);
        assertThat(result.runbooks()).isEqualTo(81);
        assertThat(result.text().all()).satisfies(text -> {
            assertThat(text.queries()).isEqualTo(30);
            assertThat(text.recallAt1()).isGreaterThanOrEqualTo(0.85);
            assertThat(text.recallAt5()).isGreaterThanOrEqualTo(0.95);
        });
        assertThat(result.textAndName().all().recallAt1()).isGreaterThanOrEqualTo(0.95);
        assertThat(result.text().frozen().correct()).isGreaterThanOrEqualTo(0.75);
        assertThat(result.text().frozen().falsePositives()).isLessThanOrEqualTo(0.2);
        assertThat(result.text().frozen().byKind()).containsOnlyKeys("other_technology", "same_area_no_page");
        assertThat(result.textAndName().frozen().precision()).isGreaterThanOrEqualTo(0.9);
        assertThat(result.text().calibration().stream().mapToInt(LinkingResult.Bin::queries).sum()).isEqualTo(60);
    }
}
