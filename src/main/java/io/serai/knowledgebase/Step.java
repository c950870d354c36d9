package io.serai.knowledgebase;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * One step of a runbook.
 *
 * @param text       what is done, one line of Markdown, 1 to 2,000 characters
 * @param action     name of the catalogue's action that does it, or {@code null}
 * @param parameters for the action, a JSON object; those that a ticket fills in may be left out; {@code null} without an action
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Step(String text, String action, JsonNode parameters) {
}
