package io.serai.connector;

import io.serai.work.Correlation;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.springframework.stereotype.Component;

/** A Camel policy: what the steps inside it log about the RawEvent in the body carries its id. For steps that stay on one thread. */
@Component("underCorrelation")
class UnderCorrelation implements Policy {

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // nothing to prepare
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> {
            String id = exchange.getMessage().getMandatoryBody(RawEvent.class).id();
            Correlation.with(id, () -> {
                try {
                    steps.process(exchange);
                } catch (Exception e) {
                    exchange.setException(e);
                }
            });
        };
    }
}
