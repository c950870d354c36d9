package io.serai.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = """
        {"type": "object", "additionalProperties": false, "required": ["host"],
         "properties": {"host": {"type": "string", "pattern": "^[a-z0-9-]{1,20}$"}, "note": {"type": "string"}, "count": {"type": "integer", "maximum": 3}}}""";

    @Test
    void letsPassWhatTheSchemaAllows() throws Exception {
        assertThat(violations("{\"host\": \"web-01\", \"count\": 3}")).isEmpty();
    }

    @Test
    void namesWhatIsMissingUndeclaredOrWrong() throws Exception {
        assertThat(violations("{}")).containsExactly("parameter host is missing");
        assertThat(violations("{\"host\": \"web-01\", \"command\": \"rm\"}")).containsExactly("parameter command is not declared");
        assertThat(violations("{\"host\": \"web-01; reboot\"}")).containsExactly("parameter host violates the schema's pattern");
        assertThat(violations("{\"host\": \"web-01\", \"count\": 4}")).containsExactly("parameter count violates the schema's maximum");
        assertThat(violations("[]")).containsExactly("the parameters are no JSON object");
    }

    /** TRUST S14: a schema that forgets to say so does not let line breaks out. */
    @ParameterizedTest
    @ValueSource(strings = {"a\\r\\nX-Evil: 1", "a\\u0000", "a\\u2028b", "a\\u0085b", "\\ud800"})
    void letsNoControlCharacterPass(String text) throws Exception {
        assertThat(violations("{\"host\": \"web-01\", \"note\": \"" + text + "\"}")).containsExactly("parameter note holds a control character");
    }

    /** TRUST S14. */
    @Test
    void letsNoHugeTextPass() throws Exception {
        assertThat(violations("{\"host\": \"web-01\", \"note\": \"" + "a".repeat(1_000_000) + "\"}"))
            .containsExactly("parameter note is longer than 1000 characters");
    }

    private static List<String> violations(String parameters) throws Exception {
        return new ParameterSchema(JSON.readTree(SCHEMA)).violations(JSON.readTree(parameters));
    }
}
