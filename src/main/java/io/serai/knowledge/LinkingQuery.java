package io.serai.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One alert of an evaluation file, and the runbooks that are right for it.
 *
 * @param gold     ids, none of them for an alert that has no runbook
 * @param negative what kind of alert without a runbook it is, or {@code null} for one with a runbook
 * @param source   the repository it comes from
 * @param group    the file in it: queries of one file are alike
 */
record LinkingQuery(String id, String name, String title, String body, Set<String> gold, String negative, String source, String group) {

    /** @throws IOException if the file cannot be read, or a line is not what it must be; the message names the line */
    static List<LinkingQuery> read(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<LinkingQuery> queries = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                try {
                    queries.add(of(json.readTree(line)));
                } catch (IOException | IllegalArgumentException e) {
                    throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
                }
            }
        }
        return queries;
    }

    private static LinkingQuery of(JsonNode query) {
        if (!query.path("title").isTextual()) {
            throw new IllegalArgumentException("a query has an id, a title and gold_any");
        }
        Set<String> gold = new LinkedHashSet<>();
        query.path("gold_any").forEach(id -> gold.add(id.asText()));
        if (gold.isEmpty() && query.path("gold").isTextual()) {
            gold.add(query.path("gold").asText());
        }
        String source = query.path("source").asText("");
        int end = source.indexOf('@');
        return new LinkingQuery(query.path("id").asText(), query.path("name").asText(""), query.path("title").asText(),
            query.path("description").asText(""), gold, gold.isEmpty() ? query.path("negative").asText("none") : null,
            end < 0 ? source : source.substring(0, end), source);
    }

    Question question(boolean named) {
        return new Question(named ? name : "", title, body);
    }
}
