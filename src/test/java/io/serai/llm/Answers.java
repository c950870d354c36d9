package io.serai.llm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What a simulated model answers. */
public final class Answers {

    /** Of a case whose only page is RB-12. */
    public static final String GOOD = """
        {"category":"server","summary":"The intranet answers slowly.","likelyCause":"The worker pool is exhausted.",
         "steps":["Check the pool.","Restart nginx."],"proposedAction":{"name":"restart-service","parameters":{}},
         "confidence":0.99,"evidence":["RB-12"]}""";

    private Answers() {
    }

    /** Each way to fail that TRUST.md names (R13, R14), with the cause it is counted by. */
    public static Stream<Arguments> failures() {
        return Stream.of(
            Arguments.of("http-401", aResponse().withStatus(401).withBody("{\"error\":{\"message\":\"bad key\"}}")),
            Arguments.of("http-429", aResponse().withStatus(429).withHeader("Retry-After", "1")),
            Arguments.of("http-500", aResponse().withStatus(500).withBody("<html>oops</html>")),
            Arguments.of("http-529", aResponse().withStatus(529)),
            Arguments.of("http-400", aResponse().withStatus(400).withBody("{\"error\":{\"code\":\"content_filter\"}}")),
            Arguments.of("http-302", aResponse().withStatus(302).withHeader("Location", "/elsewhere")),
            Arguments.of("timeout", of(GOOD).withFixedDelay(5_000)),
            Arguments.of("timeout", of(GOOD).withChunkedDribbleDelay(100, 6_000)),
            Arguments.of("connection", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
            Arguments.of("connection", aResponse().withFault(Fault.EMPTY_RESPONSE)),
            Arguments.of("connection", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
            Arguments.of("bad-response", okJson("this is not JSON")),
            Arguments.of("empty", of("")),
            Arguments.of("empty", okJson("{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[]}")),
            Arguments.of("not-json", of("Sure! Here is the analysis.")),
            Arguments.of("not-json", of(GOOD.substring(0, 90))),
            Arguments.of("cut-off", of(GOOD, "length", null)),
            Arguments.of("filtered", of(GOOD, "content_filter", null)),
            Arguments.of("refused", of("", "stop", "I cannot help with that.")),
            Arguments.of("schema", of("{\"answer\":42}")),
            Arguments.of("schema", of(GOOD.replaceFirst("\\{", "{\"ticketId\":\"another\","))),
            Arguments.of("confidence", of(GOOD.replace("0.99", "\"0.99 \""))),
            Arguments.of("confidence", of(GOOD.replace("0.99", "1e999"))),
            Arguments.of("not-json", of(GOOD.replace("0.99", "NaN"))),
            Arguments.of("unknown-action", of(GOOD.replace("restart-service", "delete-volume"))),
            Arguments.of("target", of(GOOD.replace("\"parameters\":{}", "\"parameters\":{\"host\":\"db-prod-01\"}"))),
            Arguments.of("evidence", of(GOOD.replace("[\"RB-12\"]", "[\"RB-12\",\"RB-77\"]"))),
            Arguments.of("too-large", of("x".repeat(10_000_000))));
    }

    public static ResponseDefinitionBuilder of(String content) {
        return of(content, "stop", null);
    }

    public static ResponseDefinitionBuilder of(String content, String finishReason, String refusal) {
        var answer = new ObjectMapper().createObjectNode().put("id", "chatcmpl-1").put("object", "chat.completion").put("created", 1).put("model", "inn");
        var choice = answer.putArray("choices").addObject().put("index", 0).put("finish_reason", finishReason);
        choice.putObject("message").put("role", "assistant").put("content", content).put("refusal", refusal);
        return okJson(answer.toString());
    }
}
