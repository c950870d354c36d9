package io.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Descriptions and comments of Jira: documents (ADF) in the cloud, wiki markup elsewhere. */
record JiraTexts(boolean cloud) {

    /** A text as the API shows it. */
    JsonNode of(String text) {
        if (!cloud) {
            return JsonNodeFactory.instance.textNode(text);
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("type", "doc").put("version", 1);
        document.putArray("content").addObject().put("type", "paragraph").putArray("content").addObject().put("type", "text").put("text", text.isEmpty() ? "-" : text);
        return document;
    }

    /** As version 2 of the API gives it: wiki markup in both. */
    String written(JsonNode body) {
        return cloud ? shown(body) : body.asText();
    }

    /** As a person reads it: a line a paragraph, or without the escapes of the markup. */
    String shown(JsonNode body) {
        if (!cloud) {
            return body.asText().replace("\\!", "!").replace("\\{", "{").replace("\\[", "[");
        }
        List<String> lines = new ArrayList<>();
        body.path("content").forEach(paragraph -> lines.add(paragraph.path("content").path(0).path("text").asText("")));
        return String.join("\n", lines);
    }
}
