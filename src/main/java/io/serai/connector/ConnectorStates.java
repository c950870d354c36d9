package io.serai.connector;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** One state, and in it one circuit breaker, for each connector; all breakers share one configuration. */
@Component
class ConnectorStates {

    private final Map<String, ConnectorState> states = new ConcurrentHashMap<>();
    private final CircuitBreakerConfig config;
    private final PollProperties properties;
    private final Clock clock;
    private final MeterRegistry meters;

    ConnectorStates(PollProperties properties, Clock clock, MeterRegistry meters) {
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
        this.config = CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(properties.failures()).minimumNumberOfCalls(properties.failures()).failureRateThreshold(100)
            .waitDurationInOpenState(properties.breakerPause()).permittedNumberOfCallsInHalfOpenState(1)
            .ignoreException(failure -> !ConnectorState.countsAgainstSource(failure))
            .build();
    }

    ConnectorState of(String connector) {
        return states.computeIfAbsent(connector, name -> {
            ConnectorState state = new ConnectorState(CircuitBreaker.of("connector-" + name, config), properties.rateLimitPause(), properties.silenceGrace(), clock);
            meters.gauge("serai.connector.failures.consecutive", io.micrometer.core.instrument.Tags.of("connector", name), state,
                one -> one.view().consecutiveFailures());
            meters.gauge("serai.connector.breaker.open", io.micrometer.core.instrument.Tags.of("connector", name), state,
                one -> one.breaker().getState() == CircuitBreaker.State.OPEN ? 1 : 0);
            return state;
        });
    }
}
