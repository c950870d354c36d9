package io.serai.writeback;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.analysis.Analysis;
import io.serai.language.Sha256;
import io.serai.language.Shortened;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the text of a note, part by part; every part from outside goes through {@link PlainText}. */
final class Note {

    /** Longest note, in characters, with its marker. */
    static final int LIMIT = 4_000;
    private static final int SENTENCE = 600;
    private static final int ENTRY = 300;
    private static final int VALUE = 100;
    private static final int ENTRIES = 10;

    private final StringBuilder text = new StringBuilder();

    /** @param opening ours, not from outside */
    Note(String opening) {
        text.append(opening).append('\n');
    }

    /** @param sentence from outside, or {@code null} for no such part */
    Note say(String heading, String sentence) {
        if (sentence != null && !sentence.isBlank()) {
            text.append('\n').append(heading).append(": ").append(PlainText.line(sentence, SENTENCE)).append('\n');
        }
        return this;
    }

    /** @param entries from outside; none, for no such part */
    Note list(String heading, List<String> entries, boolean numbered) {
        if (!entries.isEmpty()) {
            text.append('\n').append(heading).append(":\n");
            for (int i = 0; i < Math.min(entries.size(), ENTRIES); i++) {
                text.append(numbered ? (i + 1) + ". " : "- ").append(PlainText.line(entries.get(i), ENTRY)).append('\n');
            }
            if (entries.size() > ENTRIES) {
                text.append("… and ").append(entries.size() - ENTRIES).append(" more\n");
            }
        }
        return this;
    }

    /** An action with its parameters, in words: {@code restart-service (host: web-01, service: nginx)}. */
    static String action(String name, JsonNode parameters) {
        List<String> words = new ArrayList<>();
        Map<String, JsonNode> byName = new TreeMap<>();
        parameters.properties().forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
        byName.forEach((parameter, value) ->
            words.add(PlainText.line(parameter, VALUE) + ": " + PlainText.line(value.isValueNode() ? value.asText() : value.toString(), VALUE)));
        return name + (words.isEmpty() ? "" : " (" + String.join(", ", words) + ")");
    }

    static String action(Analysis.Proposal proposal) {
        return action(proposal.action(), proposal.parameters());
    }

    /** @return the whole note, at most {@link #LIMIT} characters, ending with the marker */
    String endingWith(String marker) {
        return Shortened.to(text.toString().strip(), LIMIT - marker.length() - 2) + "\n\n" + marker;
    }

    /** The note without its marker, for comparison. */
    String withoutMarker() {
        return text.toString().strip();
    }

    /** @return the same marker whenever the key is the same */
    static String marker(String key) {
        return "[serai:" + Sha256.hex(key, 4) + "]";
    }
}
