package io.serai.connector;

import io.serai.article.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.springframework.stereotype.Component;

/** Takes the file that a vendor answers, of at most {@link Attachment#LARGEST} bytes; nobody looks into it here. */
@Component("readFileAnswer")
class ReadFileAnswer {

    private final AnswerBytes answers;

    ReadFileAnswer(Clock clock, PollProperties properties) {
        this.answers = new AnswerBytes(clock, properties.callDeadline());
    }

    /**
     * @throws VendorCallException if the status is not 2xx, or the file is larger
     * @throws IOException         if the connection breaks while it is read
     */
    public byte[] read(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Headers Map<String, Object> headers, @Body InputStream body) throws IOException {
        return answers.read(status, headers, body, Attachment.LARGEST, "");
    }
}
