package io.serai.kafka;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.springframework.stereotype.Component;

/**
 * Which headers pass between a topic and a route: none in, where the bean {@code readTopic} picks those that the connector's file lists, as data; out
 * the media type. So no record can set a header that steers Camel, such as {@code kafka.OVERRIDE_TOPIC}.
 */
@Component("topicHeaders")
class TopicHeaders implements HeaderFilterStrategy {

    private static final Set<String> OUT = Set.of("content-type");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OUT.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
