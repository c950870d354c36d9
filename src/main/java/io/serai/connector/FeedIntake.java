package io.serai.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.work.WorkQueue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The connectors of a running hub, for the features that read records. */
@Component
class FeedIntake implements RecordIntake {

    private final Connectors connectors;
    private final StoreFed storeFed;
    private final Pauses pauses;
    private final WorkQueue queue;
    private final HookProperties hooks;
    private final ProducerTemplate routes;
    private final Environment environment;
    private final CheckRecords check = new CheckRecords();

    FeedIntake(Connectors connectors, StoreFed storeFed, Pauses pauses, WorkQueue queue, HookProperties hooks, ProducerTemplate routes,
               Environment environment) {
        this.connectors = connectors;
        this.storeFed = storeFed;
        this.pauses = pauses;
        this.queue = queue;
        this.hooks = hooks;
        this.routes = routes;
        this.environment = environment;
    }

    @Override
    public List<Optional<String>> faults(String name, List<ObjectNode> records) {
        Connector connector = find(name);
        return check.faults(connector, records, json -> routes.requestBody("direct:" + ConnectorRoutes.normalizeRoute(connector),
            new RawEvent("", connector.tenant(), connector.name(), "", false, "application/json", Map.of(), json.getBytes(StandardCharsets.UTF_8),
                Instant.now()), String.class));
    }

    @Override
    public String reading(String connector) {
        return CheckRecords.reading(find(connector), variable -> Optional.ofNullable(environment.getProperty(variable)).filter(value -> !value.isBlank()));
    }

    @Override
    public boolean isOpen(String connector) {
        return queue.backlog(EventStore.STAGE) < hooks.backlogLimit() && pauses.find(connector).isEmpty();
    }

    @Override
    public FeedReceipt store(FedRecords records) {
        return storeFed.store(records);
    }

    private Connector find(String name) {
        return connectors.find(name).orElseThrow(() -> new IllegalArgumentException("connector '" + name + "' is switched off"));
    }
}
