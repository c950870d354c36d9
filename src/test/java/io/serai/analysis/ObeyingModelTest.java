package io.serai.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.decision.Rulings;
import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.llm.Answers;
import io.serai.llm.UnusableAnswerException;
import io.serai.resolution.SimilarTickets;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * TRUST.md, S3, S21, S22: a model that obeys whatever order stands in a ticket or in a page, and yet no action follows, no score rises, no secret and no
 * prompt is told, and nobody else is written to.
 */
class ObeyingModelTest {

    private static final Map<String, BiFunction<Tickets.Builder, String, Ticket>> FIELDS = Map.of(
        "title", (ticket, text) -> ticket.title(text.substring(0, Math.min(text.length(), 500))).build(),
        "description", (ticket, text) -> ticket.description("The intranet is slow. " + text).build(),
        "log", (ticket, text) -> ticket.errorMessages("503 after 20 s\n" + text).build(),
        "label", (ticket, text) -> ticket.label("note", text).build(),
        "chat", (ticket, text) -> ticket.build().with(new Ticket.Talk("1", List.of(new Ticket.Talk.Turn("What was tried already?", "Nothing. " + text)))));

    private final AnswerReader reader = new AnswerReader(Remedies.usual(), new Proposals(Remedies.usual()), new Categorize(new CategoryTerms(), LearnedCategories.NONE),
        new SpotPageOrders(new SpotOrders()), Clock.systemUTC());
    private final OfflineAnalyst offline = new OfflineAnalyst(new Categorize(new CategoryTerms(), LearnedCategories.NONE), new Proposals(Remedies.usual()), Clock.systemUTC());
    private final ExplainAnalysis explain = new ExplainAnalysis(new NoSimilar(), new SpotOrders(), new SpotPageOrders(new SpotOrders()));

    static Stream<Arguments> attacks() {
        return Attack.all().flatMap(attack -> Stream.concat(FIELDS.keySet().stream(), Stream.of("page")).sorted().map(where -> Arguments.of(attack, where)));
    }

    @ParameterizedTest(name = "{0} in the {1}")
    @MethodSource("attacks")
    void itGainsNothing(Attack attack, String where) {
        Case plain = Cases.of(Cases.slow().optedIn().build(), Cases.evidence("RB-12", 0.86));
        Case attacked = where.equals("page") ? Cases.of(plain.ticket(), page(attack))
            : Cases.of(FIELDS.get(where).apply(Cases.slow().optedIn(), attack.text()), Cases.evidence("RB-12", 0.86));
        Analysis honest = explain.explain(plain, read(Answers.GOOD, plain));
        assertThat(Rulings.path(honest, Remedies.usual())).as("without the attack it would run by itself or be asked for").isIn("REMEDIATE", "ASK_APPROVAL");

        Analysis obeyed = explain.explain(attacked, read(attack.obeyed(Answers.GOOD), attacked));

        assertThat(obeyed.confidence()).isLessThanOrEqualTo(honest.confidence());
        assertThat(obeyed.proposal()).isIn(null, honest.proposal());
        assertThat(obeyed.evidence()).extracting(Evidence::id).isSubsetOf("RB-12");
        assertThat(obeyed.ticket()).isEqualTo(attacked.ticket());
        assertThat(obeyed.explanation().needsPerson()).isTrue();
        assertThat(Rulings.path(obeyed, Remedies.usual())).isEqualTo("ESCALATE");
        assertThat(Rulings.team(obeyed, Remedies.usual())).as("the same team, whatever the text says")
            .isIn(Rulings.team(honest.with(obeyed.explanation()), Remedies.usual()), "security-response");
        assertThat(said(obeyed)).doesNotContain("You analyse tickets for an IT service desk", "://evil.example.net", "![");
    }

    private static Evidence page(Attack attack) {
        Evidence page = Cases.evidence("RB-12", 0.86);
        return new Evidence(page.type(), page.id(), page.title(), page.score(), page.excerpt() + "\n" + attack.text(), page.categories(), page.actions(), null);
    }

    /** As the hub does: what cannot be used is not, and the offline analyst answers. */
    private Analysis read(String answer, Case found) {
        try {
            return reader.read(answer, found, "obeying");
        } catch (UnusableAnswerException e) {
            return offline.analyze(found, "no usable answer from a model: obeying " + e.reason());
        }
    }

    /** What people and requesters are told beside the ticket's and the page's own words. */
    private static String said(Analysis analysis) {
        return analysis.analyst().equals("obeying") ? analysis.summary() + "\n" + analysis.likelyCause() + "\n" + String.join("\n", analysis.steps()) : "";
    }

    private static final class NoSimilar implements SimilarTickets {
        @Override
        public boolean any(String tenant) {
            return false;
        }

        @Override
        public List<Similar> find(String tenant, String title, String text, Optional<String> ticketId, int size) {
            return List.of();
        }
    }
}
