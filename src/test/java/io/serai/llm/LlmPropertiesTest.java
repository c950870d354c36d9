package io.serai.llm;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LlmPropertiesTest {

    @ParameterizedTest
    @CsvSource({"openai, https://api.openai.com/v1", "lm-studio, http://localhost:1234/v1", "ollama, http://localhost:11434/v1", "vllm, http://localhost:8000/v1"})
    void aKindThatHasAUsualAddressNeedsNone(String kind, String address) {
        LlmProperties properties = bind(Map.of("kind", kind));
        assertThat(faults(properties)).isEmpty();
        assertThat(properties.providers().get(0).baseUrl()).isEqualTo(address);
    }

    @Test
    void theOthersDo() {
        assertThat(faults(bind(Map.of()))).containsExactly("must be set, as its kind has no usual one");
        assertThat(faults(bind(Map.of("kind", "azure-openai")))).containsExactly("must be set, as its kind has no usual one");
    }

    @Test
    void whatContradictsItselfIsRefused() {
        assertThat(faults(bind(Map.of("kind", "openai", "api-version", "2024-10-21"))))
            .containsExactly("has an api-version, which only the kinds azure-openai and azure-openai-entra have");
        assertThat(faults(bind(Map.of("kind", "azure-openai-entra", "base-url", "https://inn.openai.azure.com/openai/v1"))))
            .containsExactly("has entra without being of the kind azure-openai-entra, or is of it without entra");
        assertThat(faults(bind(Map.of("kind", "openai", "name", "offline")))).containsExactly("is named offline, as the analyst that needs no model");
    }

    @Test
    void aCallCostsWhatAThousandTokensCost() {
        LlmProperties.Provider provider = bind(Map.of("kind", "openai", "price-in", "0.15", "price-out", "0.6")).providers().get(0);
        assertThat(provider.cost(2_000, 500)).isEqualByComparingTo(new BigDecimal("0.6"));
        assertThat(bind(Map.of("kind", "ollama")).providers().get(0).cost(2_000, 500)).isZero();
    }

    @Test
    void aPatternThatIsNoneIsRefusedAtStart() {
        assertThat(faults(rules("("))).containsExactly("is no regular expression, or one that finds nothing at all");
        assertThat(faults(rules("a*"))).containsExactly("is no regular expression, or one that finds nothing at all");
        assertThat(faults(rules("\\bP\\d{6}\\b"))).isEmpty();
    }

    private static LlmProperties rules(String pattern) {
        return new Binder(new MapConfigurationPropertySource(Map.of("serai.llm.redaction.patterns[0].name", "own", "serai.llm.redaction.patterns[0].pattern", pattern)))
            .bindOrCreate("serai.llm", LlmProperties.class);
    }

    private static LlmProperties bind(Map<String, String> provider) {
        Map<String, String> settings = new HashMap<>(Map.of("serai.llm.providers[0].name", "inn", "serai.llm.providers[0].model", "inn-1"));
        provider.forEach((name, value) -> settings.put("serai.llm.providers[0]." + name, value));
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("serai.llm", LlmProperties.class);
    }

    private static List<String> faults(LlmProperties properties) {
        try (var factory = Validation.buildDefaultValidatorFactory()) {
            return factory.getValidator().validate(properties).stream().map(fault -> fault.getMessage()).toList();
        }
    }
}
