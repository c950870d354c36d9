package io.serai.connector;

import java.net.URI;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** Makes the route that posts alarms, where there is a receiver. Of its address only the authority stands in the route. */
@Component
class AlarmRoutes implements CamelContextConfiguration {

    static final String TEMPLATE = "connector-post-alarm";

    private final AlarmProperties properties;
    private final VendorClients clients;

    AlarmRoutes(AlarmProperties properties, VendorClients clients) {
        this.properties = properties;
        this.clients = clients;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        if (!properties.isOn() || ((ModelCamelContext) camel).getRouteTemplateDefinition(TEMPLATE) == null) {
            return;
        }
        URI receiver = URI.create(properties.url());
        Auth auth = properties.secret().isEmpty() ? Auth.none()
            : new Auth(Auth.Kind.API_KEY, Map.of("header", properties.header(), "key", properties.secret()));
        camel.getRegistry().bind("alarmClient", clients.client(receiver, auth));
        TemplatedRouteBuilder.builder(camel, TEMPLATE).routeId(TEMPLATE)
            .parameter("base", receiver.getScheme() + "://" + receiver.getRawAuthority())
            .parameter("timeout", Long.toString(properties.timeout().toMillis()))
            .add();
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        // nothing more to do
    }
}
