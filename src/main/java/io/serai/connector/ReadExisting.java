package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.springframework.stereotype.Component;

/** As {@link ReadAnswer}, for a thing that may not be there: HTTP 404 and 410 are an answer, {@code {"notFound":true}}. */
@Component("readExisting")
class ReadExisting {

    private final ReadAnswer answers;

    ReadExisting(ReadAnswer answers) {
        this.answers = answers;
    }

    /**
     * @return the answer; JSON null if it is empty
     * @throws VendorCallException if the status is neither 2xx, 404 nor 410, or the answer is too large or not JSON
     * @throws IOException         if the connection breaks while it is read
     */
    public JsonNode read(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Headers Map<String, Object> headers, @Body InputStream body)
            throws IOException {
        if (status == 404 || status == 410) {
            if (body != null) {
                body.close();
            }
            return JsonNodeFactory.instance.objectNode().put("notFound", true);
        }
        return answers.read(status, headers, body);
    }
}
