package io.serai.analysis;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which models are asked, in which order.
 *
 * @param providers  asked one after the other until one gives a usable answer; none by default
 * @param deadline   for all providers together; then the offline analyst answers
 * @param probeAfter for how long a provider that failed 5 times in a row is left alone before one call may try again; whole seconds
 * @param rerank     true to have them put the pages found for a ticket in order, before the case is analysed: one more call a ticket
 */
@Validated
@ConfigurationProperties("serai.llm")
record LlmProperties(@DefaultValue @Valid List<Provider> providers, @DefaultValue("12s") @NotNull Duration deadline,
                     @DefaultValue("30s") @NotNull Duration probeAfter, boolean rerank) {

    LlmProperties {
        providers = List.copyOf(providers);
    }

    @AssertTrue(message = "has two providers of the same name")
    boolean isUnambiguous() {
        return providers.stream().map(Provider::name).distinct().count() == providers.size();
    }

    @AssertTrue(message = "has a deadline or probe-after that is not above 0")
    boolean isTimely() {
        return deadline.toMillis() > 0 && probeAfter.toSeconds() > 0;
    }

    /**
     * One provider with an API like OpenAI's.
     *
     * @param name        names its route, metrics and analyses
     * @param baseUrl     up to and including the version ({@code https://api.openai.com/v1})
     * @param model       name of the model, on Azure of the deployment
     * @param apiKey      a placeholder ({@code {{env:OPENAI_API_KEY}}}), or absent where the server asks for none
     * @param timeout     for one whole call
     * @param jsonSchema  false for models that take no JSON schema for their answer
     * @param maxTokens   most tokens to generate; 0 sends no limit, for models that refuse this option
     * @param temperature absent for models that refuse this option
     */
    record Provider(@NotBlank @Pattern(regexp = "[a-z0-9-]{1,40}") String name, @NotBlank @Pattern(regexp = "https?://\\S+") String baseUrl,
                    @NotBlank String model, String apiKey, @DefaultValue("10s") @NotNull Duration timeout,
                    @DefaultValue("true") boolean jsonSchema, @DefaultValue("2000") @Min(0) @Max(100_000) int maxTokens,
                    @DecimalMin("0.0") @DecimalMax("2.0") Double temperature) {

        @AssertTrue(message = "is named offline, as the analyst that needs no model")
        boolean isNamedWell() {
            return !OfflineAnalyst.NAME.equals(name);
        }

        @AssertTrue(message = "has a timeout that is not above 0")
        boolean isTimely() {
            return timeout.toMillis() > 0;
        }

        @Override
        public String toString() {
            return "Provider[" + name + ", " + model + "]";
        }
    }
}
