package io.serai.knowledge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KnowledgeConfiguration {

    @Bean
    BgeEmbedder packedEmbedder(KnowledgeProperties properties) {
        return new BgeEmbedder(properties.threads());
    }

    /** The model that is set; the packed one goes on answering until that has embedded all. */
    @Bean
    Embedders embedders(BgeEmbedder packed, EmbeddingProperties properties, CamelContext camel, ProducerTemplate template) {
        return properties.remote() ? new Embedders(new EndpointEmbedder(camel, template, properties, packed::tokens), packed) : new Embedders(packed);
    }

    /** @throws IOException if the numbers are not what they must be; the message names file and field, and the hub does not start */
    @Bean
    LinkingModel linkingModel(KnowledgeProperties properties) throws IOException {
        return properties.linkingModel() == null ? LinkingModel.shipped() : LinkingModel.read(properties.linkingModel());
    }

    @Bean
    LiveIndex liveIndex(KnowledgeStore store, EmbeddingStore embeddings, Embedders embedders, LinkingModel model, KeepCalibration calibrations,
                        KnowledgeProperties properties) {
        return new LiveIndex(store, embeddings, new Retrieve(embedders, properties.remembered(), model, calibrations::of), embedders,
            properties.inMemory() ? null : Path.of(properties.index()));
    }

    @Bean
    MeterBinder knowledgeMeters(LiveIndex index, KeepKnowledge keeper) {
        return (MeterRegistry meters) -> {
            Gauge.builder("serai.knowledge.documents", index, LiveIndex::documents).description("Runbooks in the index").register(meters);
            Gauge.builder("serai.knowledge.vectors", index, LiveIndex::vectors).description("Embedded chunks in the index").register(meters);
            Gauge.builder("serai.knowledge.waiting", keeper, keep -> keep.progress().map(EmbedPassages.Progress::waiting).orElse(0L))
                .description("Passages that wait to be embedded").register(meters);
        };
    }
}
