package io.serai.knowledge;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code serai.knowledge}.
 *
 * @param folder     where runbooks are written; where it is missing, the copies packed in the jar are taken
 * @param index      folder of the Lucene index, or {@code memory}
 * @param scan       how often the folder is looked at for changes, and what failed is tried again
 * @param threads    how many texts are embedded at the same time, each on one thread
 * @param remembered how many questions are answered from memory, and how many embeddings of questions are kept (1.5 kB each)
 * @param linkingModel numbers for ranking and confidence that {@code train linking} wrote, or {@code null} for those that come with the hub
 */
@Validated
@ConfigurationProperties("serai.knowledge")
record KnowledgeProperties(@NotNull Path folder, @NotBlank String index, @DefaultValue("2s") Duration scan,
                           @DefaultValue("2") @Min(2) @Max(64) int threads, @DefaultValue("4000") @Min(1) @Max(1_000_000) int remembered,
                           Path linkingModel) {

    static final String MEMORY = "memory";

    boolean inMemory() {
        return MEMORY.equals(index);
    }
}
