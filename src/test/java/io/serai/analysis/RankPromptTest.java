package io.serai.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.knowledge.Evidence;
import io.serai.llm.RedactTest;
import io.serai.llm.UnusableAnswerException;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

class RankPromptTest {

    private static final RankPrompt PROMPT = new RankPrompt(new ObjectMapper(), RedactTest.usual());
    private static final List<Evidence> PAGES = List.of(Cases.evidence("a", 0.9), Cases.other("b", 0.4), Cases.other("c", 0.2), Cases.evidence("d", 0.06));

    @Example
    void theModelGetsTicketAndPagesAsDataWithoutSecretsAndWithoutTheirIds() {
        String message = PROMPT.userMessage(Cases.slow().description("password: hunter22").build(), PAGES);
        assertThat(message).contains("\"number\":1", "\"number\":4", "Empty a printer's queue").doesNotContain("hunter22", "0.9");
        assertThat(PROMPT.userMessage(Cases.ticket(), PAGES)).as("another marker each time").isNotEqualTo(PROMPT.userMessage(Cases.ticket(), PAGES));
    }

    @Example
    void pagesThatAreNotNamedKeepTheirOrderBehindTheOthers() throws Exception {
        List<Evidence> ranked = PROMPT.read("{\"order\":[2]}", PAGES, "first");
        assertThat(ranked).extracting(Evidence::id).containsExactly("b", "a", "c", "d");
        assertThat(ranked).extracting(Evidence::score).containsExactly(0.4, 0.4, 0.2, 0.06);
        assertThat(ranked).allSatisfy(page -> assertThat(page.match().placedBy()).isEqualTo("first"));
    }

    /** TRUST.md, S21, S22: a model that obeys whoever wrote a page can lower the score of what comes first, and raise none. */
    @Property
    void s21NoOrderRaisesAScore(@ForAll @Size(min = 1, max = 4) @UniqueElements List<@IntRange(min = 1, max = 4) Integer> order) throws Exception {
        List<Evidence> ranked = PROMPT.read("{\"order\":" + order + "}", PAGES, "first");
        assertThat(ranked).extracting(Evidence::id).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(ranked).allSatisfy(page -> assertThat(page.score())
            .isLessThanOrEqualTo(PAGES.stream().filter(before -> before.id().equals(page.id())).findFirst().orElseThrow().score()));
        assertThat(Confidence.of(ranked, false)).as("what is concluded from all is not surer than the first allows").isLessThanOrEqualTo(ranked.get(0).score());
    }

    /** TRUST.md, R14. */
    @Example
    void r14AnAnswerThatIsNotAsAskedForIsRefused() {
        for (String answer : List.of("", "no JSON", "{}", "{\"order\":[]}", "{\"order\":[0]}", "{\"order\":[5]}", "{\"order\":[1,1]}", "{\"order\":[\"a\"]}", "{\"order\":[1.5]}",
            "{\"order\":[1e999]}", "{\"order\":[1],\"score\":1.0}", "{\"order\":[1]} more", "{\"order\":1}")) {
            assertThatThrownBy(() -> PROMPT.read(answer, PAGES, "first")).as(answer).isInstanceOf(UnusableAnswerException.class);
        }
    }
}
