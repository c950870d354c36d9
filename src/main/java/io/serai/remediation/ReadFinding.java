package io.serai.remediation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.action.Action;
import io.serai.remediation.Attempt.Step;
import io.serai.remediation.Finding.Result;
import java.io.IOException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Compares an endpoint's answer with what the action's file expects. */
@Component("readFinding")
class ReadFinding {

    private static final int VALUE = 100;

    private final ObjectMapper json;

    ReadFinding(ObjectMapper json) {
        this.json = json;
    }

    public Finding read(@Variable("call") Call call, @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body byte[] answer) {
        Attempt attempt = call.attempt();
        Action.Verification question = attempt.step() == Step.PROBE ? attempt.action().probe() : attempt.action().verify();
        if (status != 200) {
            return new Finding(attempt, Result.UNCLEAR, "the endpoint answered " + status);
        }
        try {
            JsonNode value = json.readTree(answer).at(JsonPointer.compile(question.pointer()));
            if (!value.isValueNode() || value.isNull()) {
                return new Finding(attempt, Result.UNCLEAR, "the endpoint's answer has no value at " + question.pointer());
            }
            boolean expected = value.asText().equals(question.equals());
            return new Finding(attempt, expected ? Result.AS_EXPECTED : Result.OTHERWISE, question.pointer() + " is " + plain(value.asText()));
        } catch (IOException e) {
            return new Finding(attempt, Result.UNCLEAR, "the endpoint's answer is no JSON");
        }
    }

    private static String plain(String value) {
        String clean = value.replaceAll("[^\\p{L}\\p{N} ._:/-]", "?");
        return clean.length() <= VALUE ? clean : clean.substring(0, VALUE);
    }
}
