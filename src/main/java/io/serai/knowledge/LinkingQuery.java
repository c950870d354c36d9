package io.serai.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.home.JsonLines;
import java.io.IOException;
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

    /** @throws IOException if the file cannot be read, holds no query, or a line is not what it must be; the message names the line */
    static List<LinkingQuery> read(Path file) throws IOException {
        List<LinkingQuery> queries = new ArrayList<>();
        JsonLines.read(file, (where, line) -> queries.add(of(line)));
        if (queries.isEmpty()) {
            throw new IOException(file + ": has no queries");
        }
        return queries;
    }

    private static LinkingQuery of(JsonNode query) {
        Set<String> gold = new LinkedHashSet<>();
        JsonNode any = query.path("gold_any");
        if (!any.isMissingNode() && !any.isNull() && !any.isArray()) {
            throw new IllegalArgumentException("'gold_any' must be a list of ids");
        }
        for (JsonNode id : any) {
            if (!id.isTextual()) {
                throw new IllegalArgumentException("'gold_any' must be a list of ids");
            }
            gold.add(id.asText());
        }
        String one = JsonLines.optional(query, "gold");
        if (gold.isEmpty() && !one.isEmpty()) {
            gold.add(one);
        }
        String kind = JsonLines.optional(query, "negative");
        String source = JsonLines.optional(query, "source");
        int end = source.indexOf('@');
        return new LinkingQuery(JsonLines.optional(query, "id"), JsonLines.optional(query, "name"), JsonLines.text(query, "title"),
            JsonLines.optional(query, "description"), gold, gold.isEmpty() ? kind.isEmpty() ? "none" : kind : null,
            end < 0 ? source : source.substring(0, end), source);
    }

    boolean answerable() {
        return negative == null;
    }

    Question question(boolean named) {
        return new Question(named ? name : "", title, body);
    }
}
