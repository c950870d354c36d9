package io.serai.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.knowledge.Evidence;
import io.serai.ticket.Category;
import io.serai.ticket.Ticket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategorizeTest {

    private final Categorize categorize = new Categorize(new CategoryTerms(), LearnedCategories.NONE);

    @Test
    void nineInTenOfOurOwnTicketsGetTheirCategoryFromTheirWordsAlone() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/analysis/tickets.txt"), StandardCharsets.UTF_8).stream()
            .filter(line -> !line.startsWith("#")).toList();
        for (String line : lines) {
            String[] parts = line.split(" \\| ");
            Category category = words(parts[1], parts[2]);
            if (!category.json().equals(parts[0])) {
                wrong.add(line + " -> " + category.json());
            }
        }
        assertThat(lines).hasSize(48);
        assertThat(wrong).as("wrong").hasSizeLessThanOrEqualTo(4);
    }

    /** Real help-desk tickets (see docs/measure-the-analyst.md); run with {@code -Dserai.tickets=FILE}. */
    @Test
    @EnabledIfSystemProperty(named = "serai.tickets", matches = ".+")
    void realTicketsWhoseLabelsMapAreMeasured() throws IOException {
        Map<String, Set<String>> labels = Map.of("Access", Set.of("access", "account"),
            "Hardware", Set.of("hardware", "laptop", "phone", "printer", "network", "wifi"), "Storage", Set.of("storage", "email", "access"),
            "Administrative rights", Set.of("access", "software", "account"), "Purchase", Set.of("hardware", "software", "phone", "laptop"));
        Map<String, int[]> hits = new TreeMap<>();
        Map<String, Map<String, Integer>> said = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("serai.tickets")), StandardCharsets.UTF_8)) {
            JsonNode row = new ObjectMapper().readTree(line);
            String label = row.get("category").asText();
            String category = words(row.get("title").asText(), row.get("description").asText()).json();
            said.computeIfAbsent(label, name -> new TreeMap<>()).merge(category, 1, Integer::sum);
            if (labels.containsKey(label)) {
                int[] count = hits.computeIfAbsent(label, name -> new int[2]);
                count[0] += labels.get(label).contains(category) ? 1 : 0;
                count[1]++;
            }
        }
        hits.forEach((label, count) -> System.out.printf("%s: %d of %d (%.2f)%n", label, count[0], count[1], (double) count[0] / count[1]));
        said.forEach((label, counts) -> System.out.println(label + " " + counts));
        assertThat(hits).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Ransomware note on the file server | server", "Phishing mail in my inbox | email", "Laptop stolen at the airport | laptop",
        "Trojan found by the antivirus | software"})
    void whatSoundsLikeASecurityIncidentIsOne(String title, String category) {
        Ticket ticket = Cases.slow().title(title).description(null).category(Category.of(category)).build();
        assertThat(categorize.categorize(Cases.of(ticket, Cases.evidence("RB-12", 1.0)))).isEqualTo(Category.SECURITY);
        assertThat(categorize.isSecurity(ticket)).isTrue();
    }

    @Test
    void whatTheSourceCallsSecurityStaysSecurity() {
        Ticket ticket = Cases.slow().title("Printer out of paper").category(Category.SECURITY).build();
        assertThat(categorize.categorize(Cases.of(ticket))).isEqualTo(Category.SECURITY);
    }

    @Test
    void theSourcesCategoryAndTheRunbooksWeighMoreThanAFewWords() {
        Ticket ticket = Cases.slow().title("It does not work").description("Something about the mail").category(Category.PRINTER).build();
        assertThat(categorize.categorize(Cases.of(ticket))).isEqualTo(Category.PRINTER);
        Ticket unsorted = Cases.slow().title("It does not work").description("Something is wrong").category(null).build();
        assertThat(categorize.categorize(Cases.of(unsorted, Cases.evidence("RB-12", 0.7)))).isEqualTo(Category.SERVER);
        assertThat(categorize.categorize(Cases.of(unsorted))).isEqualTo(Category.OTHER);
    }

    @Test
    void categoriesOfARunbookThatAreNoneOfOursAreIgnored() {
        Ticket ticket = Cases.slow().title("Strange").description(null).category(null).build();
        Evidence evidence = new Evidence("runbook", "x", "x", 0.9, "x", List.of("kubernetes"), List.of(), null);
        assertThat(categorize.categorize(Cases.of(ticket, evidence))).isEqualTo(Category.OTHER);
    }

    private Category words(String title, String description) {
        return categorize.categorize(Cases.of(Cases.slow().title(title).description(description).category(null).build()));
    }
}
