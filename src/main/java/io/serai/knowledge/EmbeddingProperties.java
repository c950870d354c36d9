package io.serai.knowledge;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code serai.knowledge.embedding}: another embedding model than the packed one.
 *
 * @param baseUrl    of an OpenAI-compatible API, up to and including the version; absent for the packed model
 * @param model      to ask there
 * @param apiKey     a placeholder for an environment variable, or absent for servers that ask for none
 * @param dimensions numbers of a vector
 * @param shorten    true to ask the model for vectors of that many dimensions; only for models that can shorten theirs
 * @param timeout    for one whole call, from connecting to the last byte
 * @param batchSize  most texts in one call
 * @param probeAfter how long it is left alone after five failures in a row
 */
@Validated
@ConfigurationProperties("serai.knowledge.embedding")
record EmbeddingProperties(String baseUrl, String model, String apiKey, @DefaultValue("0") @Min(0) @Max(4096) int dimensions,
                           @DefaultValue("false") boolean shorten, @DefaultValue("10s") @NotNull Duration timeout,
                           @DefaultValue("32") @Min(1) @Max(512) int batchSize, @DefaultValue("30s") @NotNull Duration probeAfter) {

    /** True if questions and passages are embedded by an endpoint. */
    boolean remote() {
        return baseUrl != null && !baseUrl.isBlank();
    }

    @AssertTrue(message = "has a base-url that does not begin with http:// or https://")
    boolean isAddress() {
        return !remote() || baseUrl.matches("https?://\\S+");
    }

    @AssertTrue(message = "has a base-url, so it needs a model and its dimensions (1 to 4096)")
    boolean isComplete() {
        return !remote() || model != null && !model.isBlank() && dimensions > 0;
    }

    @AssertTrue(message = "has a timeout or probe-after that is not above 0")
    boolean isTimely() {
        return timeout.toMillis() > 0 && probeAfter.toSeconds() > 0;
    }

    Optional<String> key() {
        return Optional.ofNullable(apiKey).filter(key -> !key.isBlank());
    }

    @Override
    public String toString() {
        return remote() ? "EmbeddingProperties[" + model + ", " + dimensions + "]" : "EmbeddingProperties[packed]";
    }
}
