package io.serai.knowledge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KnowledgeConfiguration {

    @Bean
    BgeEmbedder embedder(KnowledgeProperties properties) {
        return new BgeEmbedder(properties.threads());
    }

    @Bean
    LiveIndex liveIndex(KnowledgeStore store, Embedder embedder, KnowledgeProperties properties) {
        return new LiveIndex(store, new Retrieve(embedder, properties.remembered()), embedder, properties.inMemory() ? null : Path.of(properties.index()));
    }

    @Bean
    MeterBinder knowledgeMeters(LiveIndex index) {
        return (MeterRegistry meters) -> {
            Gauge.builder("serai.knowledge.documents", index, LiveIndex::documents).description("Runbooks in the index").register(meters);
            Gauge.builder("serai.knowledge.vectors", index, LiveIndex::vectors).description("Embedded chunks in the index").register(meters);
        };
    }
}
