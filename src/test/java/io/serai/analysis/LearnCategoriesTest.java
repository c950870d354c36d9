package io.serai.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.serai.home.HomeFiles;
import io.serai.knowledge.Case;
import io.serai.ticket.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class LearnCategoriesTest {

    private static final List<String> PRINTER = List.of("quargel", "zwirn", "blortz");
    private static final List<String> PHONE = List.of("mumpitz", "fizzle", "wuppdich");

    @TempDir Path home;
    private final JdbcClient noTickets = mock(JdbcClient.class, RETURNS_DEEP_STUBS);

    @Test
    void wordsThatOnlyThisServiceDeskUsesAreLearned() throws IOException {
        LearnCategories learned = learned(60, "printer", "phone");
        Case printer = Cases.of(Cases.slow().category(null).title("quargel zwirn again").description("blortz").label("service", "x").build());
        assertThat(learned.guess(printer.ticket())).hasValueSatisfying(guess -> {
            assertThat(guess.category()).isEqualTo("printer");
            assertThat(guess.confidence()).isGreaterThan(0.8);
        });
        assertThat(new Categorize(new CategoryTerms(), LearnedCategories.NONE).categorize(printer)).isNotEqualTo(Category.PRINTER);
        assertThat(new Categorize(new CategoryTerms(), learned).categorize(printer)).isEqualTo(Category.PRINTER);
    }

    @Test
    void whatWasLearnedMakesNoTicketHarmless() throws IOException {
        LearnCategories learned = learned(60, "printer", "phone");
        Case hacked = Cases.of(Cases.slow().title("quargel zwirn: we were hacked, ransomware, security breach").description("blortz").build());
        assertThat(new Categorize(new CategoryTerms(), learned).categorize(hacked)).isEqualTo(Category.SECURITY);
    }

    @Test
    void tooFewTicketsAndUnknownCategoriesTeachNothing() throws IOException {
        assertThat(learned(20, "printer", "phone").guess(Cases.ticket())).isEmpty();
        assertThat(learned(60, "Purchase", "HR Support").guess(Cases.ticket())).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsToldAndNothingElseHappens() {
        LearnCategories learned = new LearnCategories(none(), new CategoryProperties("no-such-file.jsonl", Duration.ZERO, Duration.ZERO), new HomeFiles(home));
        learned.learn();
        assertThat(learned.guess(Cases.ticket())).isEmpty();
    }

    private LearnCategories learned(int each, String first, String second) throws IOException {
        String lines = IntStream.range(0, each).mapToObj(i -> line(PRINTER, i, first) + "\n" + line(PHONE, i, second)).collect(Collectors.joining("\n"));
        Files.writeString(home.resolve("labelled.jsonl"), lines + "\n");
        LearnCategories learned = new LearnCategories(none(), new CategoryProperties("labelled.jsonl", Duration.ZERO, Duration.ZERO), new HomeFiles(home));
        learned.learn();
        return learned;
    }

    private static String line(List<String> words, int i, String category) {
        return "{\"title\": \"" + words.get(i % 3) + " " + words.get((i + 1) % 3) + " item" + i % 7 + "\", \"description\": \"please help " + words.get(i % 2)
            + " number" + i + "\", \"category\": \"" + category + "\"}";
    }

    private JdbcClient none() {
        when(noTickets.sql(contains("DISTINCT tenant")).query(String.class).list()).thenReturn(List.of());
        return noTickets;
    }
}
