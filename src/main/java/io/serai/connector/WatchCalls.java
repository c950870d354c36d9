package io.serai.connector;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Watches the kamelets that call a connected system, and records how it went in the connector's state. A failed poll ends here: its cursor
 * has not moved, so the next poll fetches the same records.
 */
@Component
class WatchCalls implements RoutePolicyFactory {

    private static final Logger LOG = LoggerFactory.getLogger(WatchCalls.class);
    private static final Pattern ROUTE = Pattern.compile("connector-(.+)-(source|sink|context|comments|feed)");

    private final ConnectorStates states;
    private final Comparisons comparisons;
    private final Connectors connectors;
    private final CursorStore cursors;
    private final MeterRegistry meters;

    WatchCalls(ConnectorStates states, Comparisons comparisons, Connectors connectors, CursorStore cursors, MeterRegistry meters) {
        this.states = states;
        this.comparisons = comparisons;
        this.connectors = connectors;
        this.cursors = cursors;
        this.meters = meters;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        Matcher matcher = ROUTE.matcher(routeId);
        if (!matcher.matches()) {
            return null;
        }
        String connector = matcher.group(1);
        return switch (matcher.group(2)) {
            case "source" -> new PollWatch(connector);
            case "feed" -> new FeedWatch(connector);
            case "sink" -> new CallWatch(connector, "note");
            case "comments" -> new CommentWatch(connector);
            default -> new CallWatch(connector, "context");
        };
    }

    private void count(String connector, String call, Exception failure) {
        meters.counter("serai.connector.calls", "connector", connector, "call", call, "outcome", failure == null ? "success" : "failure").increment();
    }

    private final class PollWatch extends RoutePolicySupport {
        private final String connector;

        PollWatch(String connector) {
            this.connector = connector;
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            Exception failure = exchange.getException();
            Poll poll = exchange.getVariable("poll", Poll.class);
            boolean called = poll != null && (poll.more() || poll.pages() > 0);
            boolean news = called ? states.of(connector).pollEnded(failure) : failure != null && states.of(connector).record(failure);
            if (called) {
                count(connector, "poll", failure);
            }
            if (poll != null && poll.comparing()) {
                comparisons.end(connector, failure == null ? null : ConnectorState.text(failure));
            }
            if (poll != null && !poll.comparing() && ConnectorState.isUnknownPlace(failure)) {
                connectors.find(connector).filter(cursors::forgetPlace)
                    .ifPresent(found -> LOG.info("connector {}: the source no longer knows the place, the next poll begins anew", connector));
            }
            if (failure == null) {
                if (news) {
                    LOG.info("connector {}: the poll goes well again", connector);
                }
                return;
            }
            if (news) {
                LOG.warn("connector {}: the poll failed, the next one begins at the same place: {}", connector, ConnectorState.text(failure));
            } else {
                LOG.debug("connector {}: the poll failed again: {}", connector, ConnectorState.text(failure));
            }
            exchange.setException(null);
        }
    }

    /** What a feed could not hand over stays where it is, and comes again; its source is told, by the exception, that it has to. */
    private final class FeedWatch extends RoutePolicySupport {
        private final String connector;

        FeedWatch(String connector) {
            this.connector = connector;
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            Exception failure = exchange.getException();
            boolean news = states.of(connector).record(failure);
            count(connector, "feed", failure);
            if (news && failure != null) {
                LOG.warn("connector {}: what its feed handed over could not be taken, and comes again: {}", connector, ConnectorState.text(failure));
            } else if (news) {
                LOG.info("connector {}: its feed goes well again", connector);
            }
            if (route.getEndpoint() instanceof GenericFileEndpoint<?>) {
                // the file lies where it lay, and is found again; Camel would only tell the failure a second time
                exchange.setException(null);
            }
        }
    }

    /** Comments are asked for between the polls: that this goes well must not hide that these fail. */
    private final class CommentWatch extends RoutePolicySupport {
        private final String connector;

        CommentWatch(String connector) {
            this.connector = connector;
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            states.of(connector).heed(exchange.getException());
            count(connector, "comments", exchange.getException());
        }
    }

    private final class CallWatch extends RoutePolicySupport {
        private final String connector;
        private final String call;

        CallWatch(String connector, String call) {
            this.connector = connector;
            this.call = call;
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            Exception failure = exchange.getException();
            if (!ConnectorState.isRefusal(failure)) {
                states.of(connector).record(failure);
            }
            count(connector, call, failure);
        }
    }
}
