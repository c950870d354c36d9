package io.serai.llm;

import java.util.function.Supplier;

/**
 * What models are asked for. Each has a route of its own a provider, since the system message and the schema are the route's, and with it a breaker of its own.
 * Of the beans of this type the first in order gives the providers' routes their plain names, and health shows its breakers.
 *
 * @param name          letters only, as calls are kept under it
 * @param prompt        name and version of the prompt
 * @param systemMessage the prompt
 * @param schema        the JSON schema of an answer, as providers take it in strict mode; asked for once, when the routes are made
 */
public record Purpose(String name, String prompt, String systemMessage, Supplier<String> schema) {

    public Purpose {
        if (!name.matches("[a-z]{1,20}")) {
            throw new IllegalArgumentException("name must be 1 to 20 small letters: " + name);
        }
    }
}
