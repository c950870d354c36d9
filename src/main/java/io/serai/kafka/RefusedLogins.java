package io.serai.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Tells when a client ends whose log-in was refused: camel-kafka then closes its consumer, and says of it only that it is not ready. Kafka's client
 * makes it by its name; the metric is {@code failed-authentication-total} of its selector.
 */
public final class RefusedLogins implements MetricsReporter {

    /** Property of the client that holds the {@link Runnable} to be run. */
    static final String TELL = "serai.refused.login";
    private static final String METRIC = "failed-authentication-total";

    private Runnable tell = () -> { };

    @Override
    public void configure(Map<String, ?> properties) {
        if (properties.get(TELL) instanceof Runnable told) {
            tell = told;
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        if (metric.metricName().name().equals(METRIC) && metric.metricValue() instanceof Number refused && refused.doubleValue() > 0) {
            tell.run();
        }
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        // they are looked at when they end
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        // only the last value counts
    }

    @Override
    public void close() {
        // there is nothing to close
    }
}
