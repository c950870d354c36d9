package io.serai.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.llm.Answers;
import io.serai.llm.UnusableAnswerException;
import io.serai.ticket.Category;
import java.time.Clock;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** TRUST R14, S3, S21, S22: what a model may say, and what it may not. */
class AnswerReaderTest {

    private final ObjectMapper json = new ObjectMapper();
    private final AnswerReader reader = new AnswerReader(Remedies.usual(), new Proposals(Remedies.usual()), new Categorize(new CategoryTerms(), LearnedCategories.NONE),
        new SpotPageOrders(new SpotOrders()), Clock.systemUTC());

    @Test
    void aGoodAnswerBecomesAnAnalysisWhoseTargetAndConfidenceAreOurs() throws Exception {
        Analysis analysis = reader.read(Answers.GOOD, Cases.slowServer(), "inn");
        assertThat(analysis.category()).isEqualTo(Category.SERVER);
        assertThat(analysis.steps()).containsExactly("Check the pool.", "Restart nginx.");
        assertThat(analysis.proposal().parameters().toString()).isEqualTo("{\"host\":\"web-01\",\"service\":\"nginx\"}");
        assertThat(analysis.confidence()).isEqualTo(0.86);
        assertThat(analysis.evidence()).extracting(Evidence::id).containsExactly("RB-12");
        assertThat(analysis.analyst()).isEqualTo("inn");
        assertThat(analysis.prompt()).isEqualTo("analyze-case.v2");
    }

    @Test
    void aModestModelLowersTheConfidence() throws Exception {
        assertThat(reader.read(with("confidence", "0.4"), Cases.slowServer(), "inn").confidence()).isEqualTo(0.4);
        assertThat(reader.read(with("evidence", "[]"), Cases.slowServer(), "inn").confidence()).isLessThan(0.3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "confidence | \"0.99 \" | confidence", "confidence | \"0.9\" | confidence", "confidence | 1e999 | confidence",
        "confidence | -1e999 | confidence", "confidence | 1.01 | confidence", "confidence | -0.1 | confidence", "confidence | NaN | not-json",
        "confidence | Infinity | not-json", "confidence | null | confidence", "confidence | true | confidence", "confidence | [1] | confidence",
        "category | \"Server\" | schema", "category | \"weather\" | schema", "category | null | schema", "summary | \"\" | schema",
        "summary | null | schema", "summary | 5 | schema", "summary | \"<img src=x>\" | schema", "steps | null | schema", "steps | \"one\" | schema",
        "steps | [1] | schema", "steps | [\"\"] | schema", "likelyCause | 1 | schema", "evidence | [\"RB-13\"] | evidence",
        "evidence | [\"RB-12\",\"RB-13\"] | evidence", "evidence | [\"RB-12\",\"RB-12\"] | schema", "evidence | \"RB-12\" | schema",
        "evidence | null | schema", "proposedAction | {\"name\":\"delete-volume\",\"parameters\":{}} | unknown-action",
        "proposedAction | {\"name\":\"restart-service\"} | schema", "proposedAction | \"restart-service\" | schema",
        "proposedAction | {\"name\":\"restart-service\",\"parameters\":{\"host\":\"db-prod-01\"}} | target",
        "proposedAction | {\"name\":\"restart-service\",\"parameters\":{\"CamelHttpUri\":\"http://evil\"}} | parameters",
        "proposedAction | {\"name\":\"restart-service\",\"parameters\":{},\"approved\":true} | schema",
        "proposedAction | {\"name\":\"clear-cache\",\"parameters\":{\"scope\":\"all\"}} | parameters",
        "proposedAction | {\"name\":\"clear-cache\",\"parameters\":{}} | parameters",
        "proposedAction | {\"name\":\"clear-cache\",\"parameters\":{\"scope\":\"pages\",\"ttl\":1e999}} | schema",
        "CamelHttpUri | \"http://evil.example.net\" | schema", "tenant | \"other\" | schema", "approvedBy | \"me\" | schema"})
    void anAnswerThatIsNotAsAskedForIsRefused(String field, String value, String reason) {
        assertThatThrownBy(() -> reader.read(with(field, value), Cases.slowServer(), "inn"))
            .isInstanceOfSatisfying(UnusableAnswerException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsNoAnswerAtAllIsRefused(String text, String reason) {
        assertThatThrownBy(() -> reader.read(text, Cases.slowServer(), "inn"))
            .isInstanceOfSatisfying(UnusableAnswerException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    static List<Arguments> broken() {
        return List.of(
            Arguments.of("", "empty"),
            Arguments.of(" \n", "empty"),
            Arguments.of("I am sorry, I cannot help.", "not-json"),
            Arguments.of(Answers.GOOD.substring(0, 100), "not-json"),
            Arguments.of("```json\n" + Answers.GOOD + "\n```", "not-json"),
            Arguments.of(Answers.GOOD + Answers.GOOD, "not-json"),
            Arguments.of(Answers.GOOD.replaceFirst("\\{", "{\"confidence\":0.1,"), "not-json"),
            Arguments.of("[]", "schema"),
            Arguments.of("null", "schema"),
            Arguments.of("{}", "schema"),
            Arguments.of("[".repeat(100_000), "not-json"),
            Arguments.of("x".repeat(600_000), "too-large"),
            Arguments.of("1".repeat(5_000), "not-json"));
    }

    @Test
    void anActionThatNoCitedRunbookNamesIsDropped() throws Exception {
        Analysis analysis = reader.read(with("proposedAction", "{\"name\":\"unlock-account\",\"parameters\":{}}"), Cases.slowServer(), "inn");
        assertThat(analysis.proposal()).isNull();
        assertThat(reader.read(with("evidence", "[]"), Cases.slowServer(), "inn").proposal()).isNull();
    }

    @Test
    void anActionWhoseTargetTheTicketDoesNotNameIsDropped() throws Exception {
        Case found = Cases.of(Cases.slow().affectedSystem(null).build(), Cases.evidence("RB-12", 0.86));
        assertThat(reader.read(Answers.GOOD, found, "inn").proposal()).isNull();
    }

    @Test
    void noModelTalksASecurityTicketOutOfItsCategory() throws Exception {
        Case found = Cases.of(Cases.slow().title("Ransomware note on the file server").category(null).build(), Cases.evidence("RB-12", 0.86));
        assertThat(reader.read(Answers.GOOD, found, "inn").category()).isEqualTo(Category.SECURITY);
    }

    @Test
    void markupAndAddressesThatNoRunbookContainsAreRemoved() throws Exception {
        Analysis analysis = reader.read(with("steps", "[\"![x](https://evil.example.net/?q=1) Open <b>https://evil.example.net/a</b> and "
            + "https://intranet.example.com/ [here](javascript:x)\\u0007\\u202e\"]"), Cases.slowServer(), "inn");
        assertThat(analysis.steps()).containsExactly("Open (address removed) and https://intranet.example.com/ here");
    }

    @Property(tries = 500)
    void anyTextIsRefusedOrBecomesASaneAnalysis(@ForAll("answers") String text) {
        try {
            Analysis analysis = reader.read(text, Cases.slowServer(), "inn");
            assertThat(analysis.confidence()).isBetween(0.0, 0.86);
            if (analysis.proposal() != null) {
                assertThat(analysis.proposal().parameters().toString()).isEqualTo("{\"host\":\"web-01\",\"service\":\"nginx\"}");
            }
        } catch (UnusableAnswerException e) {
            assertThat(e.reason()).matches("[a-z0-9-]+");
        }
    }

    @Provide
    Arbitrary<String> answers() {
        Arbitrary<String> values = Arbitraries.of("0.5", "1", "0", "2", "-1", "1e400", "1e-400", "\"x\"", "null", "[]", "{}", "[\"RB-12\"]", "true",
            "\"server\"", "{\"name\":\"restart-service\",\"parameters\":{}}", "{\"name\":\"restart-service\",\"parameters\":{\"host\":\"web-01\"}}",
            "{\"name\":\"x\",\"parameters\":[]}", "[[[[]]]]", "\"\\u0000\"", "99999999999999999999999999999999999999999999999999999999");
        Arbitrary<String> fields = Arbitraries.of("category", "summary", "likelyCause", "steps", "proposedAction", "confidence", "evidence", "more");
        return Arbitraries.oneOf(fields.flatMap(field -> values.map(value -> with(field, value))),
            fields.list().ofSize(2).flatMap(two -> values.map(value -> with(two.get(0), value, two.get(1)))), Arbitraries.strings().ofMaxLength(200));
    }

    private String with(String field, String value) {
        return with(field, value, null);
    }

    /** {@link #Answers.GOOD} with one field set to any text, and another one left out. */
    private String with(String field, String value, String without) {
        try {
            ObjectNode node = (ObjectNode) json.readTree(Answers.GOOD);
            node.put(field, "@@");
            if (without != null && !without.equals(field)) {
                node.remove(without);
            }
            return node.toString().replace("\"@@\"", value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
