package io.serai.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.knowledge.Wording;
import io.serai.knowledge.Wordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Fits the line from cosine to likelihood on alerts with the page that their authors link to: two alerts are about the same problem if they share a
 * page. Each alert with a page is compared with the ten most similar others. Prints the two numbers of {@link Likeness}, and how they hold.
 */
@EnabledIfSystemProperty(named = "serai.eval.queries", matches = ".+")
class FitLikenessTest {

    private static final int COMPARED = 10;

    private record Alert(Set<String> terms, Set<String> pages) {
    }

    private record Pair(double cosine, boolean same) {
    }

    @Test
    void theShippedNumbersAreThoseThatFit() throws IOException {
        List<Pair> pairs = pairs(alerts(Path.of(System.getProperty("serai.eval.queries"))));
        double[] line = fit(pairs);
        System.out.printf("%d pairs, %d about the same; slope %.1f, level %.1f%n", pairs.size(), pairs.stream().filter(Pair::same).count(), line[0], line[1]);
        double error = 0;
        for (int bin = 0; bin < 10; bin++) {
            double low = bin / 10.0;
            List<Pair> in = pairs.stream().filter(pair -> Math.min(9, (int) (Likeness.likelihood(pair.cosine()) * 10)) == (int) (low * 10 + 0.5)).toList();
            double said = in.stream().mapToDouble(pair -> Likeness.likelihood(pair.cosine())).average().orElse(0);
            double was = in.stream().mapToDouble(pair -> pair.same() ? 1 : 0).average().orElse(0);
            error += Math.abs(said - was) * in.size() / pairs.size();
            System.out.printf("likelihood %.1f: %4d pairs, said %.2f, was %.2f%n", low, in.size(), said, was);
        }
        System.out.printf("expected calibration error %.3f%n", error);
        assertThat(Likeness.SLOPE).isCloseTo(line[0], within(0.5));
        assertThat(Likeness.LEVEL).isCloseTo(line[1], within(0.3));
    }

    private static List<Alert> alerts(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Wording wording = Wordings.hubs();
        List<Alert> alerts = new ArrayList<>();
        for (String text : Files.readAllLines(file)) {
            JsonNode line = json.readTree(text);
            Set<String> pages = new HashSet<>();
            StreamSupport.stream(line.path("gold_any").spliterator(), false).forEach(page -> pages.add(page.asText()));
            alerts.add(new Alert(wording.terms(line.path("title").asText(), line.path("description").asText()), pages));
        }
        return alerts;
    }

    private static List<Pair> pairs(List<Alert> alerts) {
        Map<String, Integer> counts = new HashMap<>();
        alerts.forEach(alert -> alert.terms().forEach(term -> counts.merge(term, 1, Integer::sum)));
        ToDoubleFunction<String> weight = term -> Likeness.weight(alerts.size(), counts.get(term));
        List<Pair> pairs = new ArrayList<>();
        for (Alert alert : alerts.stream().filter(one -> !one.pages().isEmpty()).toList()) {
            alerts.stream().filter(other -> other != alert)
                .map(other -> new Pair(Likeness.cosine(alert.terms(), other.terms(), weight), other.pages().stream().anyMatch(alert.pages()::contains)))
                .sorted(Comparator.comparingDouble(Pair::cosine).reversed()).limit(COMPARED).forEach(pairs::add);
        }
        return pairs;
    }

    /** Logistic regression by Newton's method, with a ridge of 0.001. */
    private static double[] fit(List<Pair> pairs) {
        double slope = 0;
        double level = 0;
        for (int round = 0; round < 50; round++) {
            double gs = -0.001 * slope;
            double gl = 0;
            double ss = 0.001;
            double sl = 0;
            double ll = 1e-9;
            for (Pair pair : pairs) {
                double p = 1 / (1 + Math.exp(-slope * pair.cosine() - level));
                double rest = (pair.same() ? 1 : 0) - p;
                gs += rest * pair.cosine();
                gl += rest;
                double w = p * (1 - p);
                ss += w * pair.cosine() * pair.cosine();
                sl += w * pair.cosine();
                ll += w;
            }
            double det = ss * ll - sl * sl;
            slope += (gs * ll - gl * sl) / det;
            level += (gl * ss - gs * sl) / det;
        }
        return new double[] {slope, level};
    }
}
