package io.serai.knowledge;

import io.serai.home.Fault;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Tells what the index holds and by which model. The hub works without it, so it is never down: {@code state} is ready, indexing, changing-model
 * (the model before goes on answering) or degraded.
 */
@Component("knowledgeHealthIndicator")
class KnowledgeHealth implements HealthIndicator {

    private static final int SHOWN = 20;

    private final LiveIndex index;
    private final KeepKnowledge keeper;

    KnowledgeHealth(LiveIndex index, KeepKnowledge keeper) {
        this.index = index;
        this.keeper = keeper;
    }

    @Override
    public Health health() {
        KnowledgeProgress now = KnowledgeProgress.of(index, keeper);
        Health.Builder health = Health.up().withDetail("state", now.state())
            .withDetail("documents", now.documents()).withDetail("vectors", now.vectors()).withDetail("model", now.model());
        if (now.embedding() != null) {
            health.withDetail("embedding", now.embedding());
        }
        if (!now.failures().isEmpty()) {
            health.withDetail("failures", now.failures());
        }
        if (!keeper.faults().isEmpty()) {
            health.withDetail("faults", keeper.faults().stream().limit(SHOWN).map(Fault::toString).toList());
        }
        return health.build();
    }
}
