package io.serai.demo;

import io.serai.demo.PlayScript.Push;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Turns a webhook into the call that its system makes: the headers it sends, and no others, and the path of its connector at the hub's door. */
@Component("addressWebhook")
@Profile("demo")
class AddressWebhook {

    public String address(@Body Push push, @Headers Map<String, Object> headers) {
        headers.clear();
        headers.putAll(push.webhook().headers());
        headers.put(Exchange.HTTP_PATH, "/" + push.connector());
        return push.webhook().body();
    }
}
