package io.serai.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketClassifierTest {

    private static final Map<String, List<String>> WORDS = Map.of(
        "Drucken", List.of("printer", "toner", "paper", "jam", "tray", "duplex"),
        "Accès", List.of("password", "locked", "account", "login", "reset", "token"),
        "Rest", List.of("coffee", "chair", "meeting", "parking", "badge", "window"));
    private static final List<String> ANYWHERE = List.of("please", "today", "urgent", "desk", "office", "monday", "colleague", "floor");

    /** Tickets of which so many in a hundred are about another category than they say. */
    private static List<LabelledTicket> tickets(long seed, int each, int wrong) {
        Random random = new Random(seed);
        List<String> categories = WORDS.keySet().stream().sorted().toList();
        List<LabelledTicket> tickets = new ArrayList<>();
        for (int i = 0; i < each * categories.size(); i++) {
            String about = categories.get(i % categories.size());
            String said = random.nextInt(100) < wrong ? categories.get(random.nextInt(categories.size())) : about;
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 8; word++) {
                List<String> from = random.nextInt(3) == 0 ? WORDS.get(about) : ANYWHERE;
                text.append(from.get(random.nextInt(from.size()))).append(' ');
            }
            tickets.add(new LabelledTicket("Ticket " + i, text.toString(), said));
        }
        Collections.shuffle(tickets, random);
        return tickets;
    }

    @Test
    void categoriesOfAnyNameAreLearnedFromWords() {
        TicketClassifier classifier = TicketClassifier.train(tickets(1, 60, 0));
        assertThat(classifier.categories()).containsExactly("Accès", "Drucken", "Rest");
        TicketClassifier.Guess sure = classifier.classify("Printers jam", "the printer has a paper jam in its tray");
        assertThat(sure.category()).isEqualTo("Drucken");
        assertThat(sure.confidence()).isGreaterThan(0.9);
        TicketClassifier.Guess unsure = classifier.classify("xyz", "");
        assertThat(unsure.confidence()).as("of a ticket with no known word").isLessThan(0.6);
    }

    @Test
    void theConfidenceIsTheShareOfRightGuesses() {
        TicketFigures figures = EvaluateTickets.trained(tickets(2, 300, 30), tickets(3, 300, 30));
        assertThat(figures.accuracy()).as("a fifth of the labels is wrong, whatever is guessed").isBetween(0.7, 0.85);
        assertThat(figures.calibrationError()).isLessThan(0.06);
    }

    @Test
    void theSameExamplesTeachTheSameWhateverTheirOrder() {
        List<LabelledTicket> examples = tickets(4, 40, 10);
        TicketFigures once = EvaluateTickets.crossValidated(examples);
        assertThat(EvaluateTickets.crossValidated(examples)).isEqualTo(once);
        assertThat(once.macroF1()).isGreaterThan(0.75);
    }

    @Test
    void whatIsCrossValidatedHasNotBeenSeen() {
        Random random = new Random(5);
        List<LabelledTicket> noise = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            noise.add(new LabelledTicket("t" + i, "word" + random.nextInt(200) + " word" + random.nextInt(200), i % 2 == 0 ? "a" : "b"));
        }
        assertThat(EvaluateTickets.crossValidated(noise).accuracy()).as("labels that no word tells").isBetween(0.35, 0.65);
    }

    @Test
    void equalTextsAreLeftOutTogetherAndCategoriesAreDividedEvenly() {
        List<LabelledTicket> tickets = tickets(6, 50, 0);
        List<LabelledTicket> twice = new ArrayList<>(tickets);
        twice.addAll(tickets);
        int[] parts = Folds.of(twice);
        for (int i = 0; i < tickets.size(); i++) {
            assertThat(parts[i]).isEqualTo(parts[i + tickets.size()]);
        }
        for (int part = 0; part < Folds.PARTS; part++) {
            assertThat(Folds.part(twice, parts, part, true).stream().filter(ticket -> ticket.category().equals("Rest"))).hasSizeBetween(18, 22);
        }
    }

    @Test
    void tooFewTicketsTeachNothing() {
        List<LabelledTicket> one = tickets(7, 20, 0).stream().filter(ticket -> ticket.category().equals("Rest")).toList();
        assertThatThrownBy(() -> TicketClassifier.train(one)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 categories with at least 5 tickets");
    }

    @Test
    void aFileThatIsWrongIsToldByLineAndField(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("t.jsonl"), "{\"title\":\"a\",\"category\":\"b\"}\n{\"title\":\"a\",\"category\":7}\n");
        assertThatThrownBy(() -> LabelledTicket.read(file)).isInstanceOf(IOException.class).hasMessageContaining("t.jsonl:2").hasMessageContaining("'category'");
    }
}
