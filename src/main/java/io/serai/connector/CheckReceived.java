package io.serai.connector;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.springframework.stereotype.Component;

/** Looks whether the receiver of alarms has taken one; what it answers beyond that is not read. */
@Component("checkReceived")
class CheckReceived {

    /** @throws VendorCallException if the status is not 2xx; the alarm is to be sent again then, whatever the status */
    public void check(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body InputStream answer) throws IOException {
        if (answer != null) {
            answer.close();
        }
        if (status < 200 || status > 299) {
            throw new VendorCallException(status, null, "the receiver of alarms answered HTTP " + status);
        }
    }
}
