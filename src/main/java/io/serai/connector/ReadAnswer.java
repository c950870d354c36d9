package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.springframework.stereotype.Component;

/** Reads a vendor's HTTP answer: at most 1 MiB, the status first, then strict JSON. */
@Component("readAnswer")
class ReadAnswer {

    private static final int LIMIT = 1 << 20;

    private final AnswerBytes answers;

    ReadAnswer(Clock clock, PollProperties properties) {
        this.answers = new AnswerBytes(clock, properties.callDeadline());
    }

    /**
     * @return the answer; JSON null if it is empty
     * @throws VendorCallException if the status is not 2xx, or the answer is too large or not JSON
     * @throws IOException         if the connection breaks while it is read
     */
    public JsonNode read(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Headers Map<String, Object> headers, @Body InputStream body)
            throws IOException {
        byte[] bytes = answers.read(status, headers, body, LIMIT, ": ask for smaller pages");
        try {
            return new String(bytes, StandardCharsets.UTF_8).isBlank() ? NullNode.getInstance() : ReadableJson.read(bytes);
        } catch (ReadableJson.UnreadableException e) {
            throw new UnreadableAnswerException("the answer is " + e.getMessage() + ": is the URL that of the API?");
        }
    }
}
