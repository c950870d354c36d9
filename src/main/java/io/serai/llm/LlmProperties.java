package io.serai.llm;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
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
 * @param redaction  what is taken out of what is kept of calls, and of what is sent
 * @param ceilings   how much calls may use; by default as much as they like
 * @param keep       for how long calls are kept, with their requests and answers; whole hours
 */
@Validated
@ConfigurationProperties("serai.llm")
public record LlmProperties(@DefaultValue @Valid List<Provider> providers, @DefaultValue("12s") @NotNull Duration deadline,
                     @DefaultValue("30s") @NotNull Duration probeAfter, boolean rerank, @DefaultValue @Valid Redaction redaction,
                     @DefaultValue @Valid Ceilings ceilings, @DefaultValue("90d") @NotNull Duration keep) {

    public LlmProperties {
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

    /** What is counted for a day's ceiling must not be forgotten before the day is over. */
    @AssertTrue(message = "keeps calls for less than a day")
    boolean isKeptWell() {
        return keep.toDays() >= 1;
    }

    /** Whose API it is. They differ in how a caller proves itself and in the form of the address; the rest of the API is the same. */
    enum Kind {
        OPENAI("https://api.openai.com/v1"), AZURE_OPENAI(null), AZURE_OPENAI_ENTRA(null), LM_STUDIO("http://localhost:1234/v1"),
        OLLAMA("http://localhost:11434/v1"), VLLM("http://localhost:8000/v1"), COMPATIBLE(null);

        private final String address;

        Kind(String address) {
            this.address = address;
        }

        boolean azure() {
            return this == AZURE_OPENAI || this == AZURE_OPENAI_ENTRA;
        }
    }

    /** What a model can be held to: a schema, JSON of any shape, or nothing. Its answer is checked against the schema all the same. */
    enum Structure { JSON_SCHEMA, JSON_OBJECT, NONE }

    /**
     * One provider with an API like OpenAI's.
     *
     * @param name        names its route, metrics and analyses
     * @param baseUrl     up to and including the version ({@code https://api.openai.com/v1}); with {@code apiVersion} the resource's address alone; may
     *                    be absent where the kind has a usual one
     * @param model       name of the model, on Azure of the deployment
     * @param apiKey      a placeholder ({@code {{env:OPENAI_API_KEY}}}), or absent where the server asks for none
     * @param apiVersion  version of Azure's classic API, or absent for its v1 API
     * @param entra       who asks Entra for tokens, where the kind wants them
     * @param timeout     for one whole call
     * @param jsonSchema  false for models that take no JSON schema for their answer; the same as {@code structure: none}
     * @param structure   what the model is held to
     * @param maxTokens   most tokens to generate; 0 sends no limit, for models that refuse this option
     * @param temperature absent for models that refuse this option
     * @param priceIn     of 1,000 tokens sent, in the currency of all prices and ceilings
     * @param priceOut    of 1,000 tokens generated
     */
    record Provider(@NotBlank @Pattern(regexp = "[a-z0-9-]{1,40}") String name, @DefaultValue("compatible") @NotNull Kind kind,
                    @NotBlank(message = "must be set, as its kind has no usual one") @Pattern(regexp = "https?://\\S+") String baseUrl,
                    @NotBlank String model, String apiKey, @Pattern(regexp = "[0-9]{4}-[0-9]{2}-[0-9]{2}(-preview)?") String apiVersion,
                    @Valid Entra entra, @DefaultValue("10s") @NotNull Duration timeout, @DefaultValue("true") boolean jsonSchema,
                    @DefaultValue("json-schema") @NotNull Structure structure, @DefaultValue("2000") @Min(0) @Max(100_000) int maxTokens,
                    @DecimalMin("0.0") @DecimalMax("2.0") Double temperature, @DefaultValue("0") @NotNull @DecimalMin("0") BigDecimal priceIn,
                    @DefaultValue("0") @NotNull @DecimalMin("0") BigDecimal priceOut) {

        Provider {
            baseUrl = baseUrl == null && kind != null ? kind.address : baseUrl;
            structure = jsonSchema || structure != Structure.JSON_SCHEMA ? structure : Structure.NONE;
        }

        @AssertTrue(message = "is named offline, as the analyst that needs no model")
        boolean isNamedWell() {
            return !Models.OFFLINE.equals(name);
        }

        @AssertTrue(message = "has a timeout that is not above 0")
        boolean isTimely() {
            return timeout.toMillis() > 0;
        }

        @AssertTrue(message = "has an api-version, which only the kinds azure-openai and azure-openai-entra have")
        boolean isVersionedWell() {
            return apiVersion == null || kind.azure();
        }

        @AssertTrue(message = "has entra without being of the kind azure-openai-entra, or is of it without entra")
        boolean isKnownWell() {
            return (kind == Kind.AZURE_OPENAI_ENTRA) == (entra != null);
        }

        /** What a call costs. */
        BigDecimal cost(long tokensIn, long tokensOut) {
            return priceIn.multiply(BigDecimal.valueOf(tokensIn)).add(priceOut.multiply(BigDecimal.valueOf(tokensOut))).movePointLeft(3);
        }

        @Override
        public String toString() {
            return "Provider[" + name + ", " + model + "]";
        }
    }

    /**
     * Which personal data is replaced by its kind in brackets. Secrets always are.
     *
     * @param rules    kinds that the hub knows
     * @param patterns kinds of your own
     * @param send     false to send personal data to models as it stands in tickets; what is kept has none all the same
     */
    record Redaction(@DefaultValue({"email", "phone", "iban", "card"}) @NotNull List<Rule> rules, @DefaultValue @Valid List<Own> patterns,
                     @DefaultValue("true") boolean send) {

        /** In the order in which they are looked for: parts of an IBAN look like telephones. */
        enum Rule {
            IBAN(RedactionRule.iban()), CARD(RedactionRule.card()), EMAIL(RedactionRule.email()), PHONE(RedactionRule.phone());

            private final RedactionRule rule;

            Rule(RedactionRule rule) {
                this.rule = rule;
            }

            RedactionRule rule() {
                return rule;
            }
        }

        /** @param name stands in the place of what the regular expression finds */
        record Own(@NotBlank @Pattern(regexp = "[a-z0-9-]{1,40}") String name, @NotBlank @Size(max = 1_000) String pattern) {

            @AssertTrue(message = "is no regular expression, or one that finds nothing at all")
            boolean isExpression() {
                try {
                    return pattern != null && !java.util.regex.Pattern.compile(pattern).matcher("").matches();
                } catch (PatternSyntaxException e) {
                    return false;
                }
            }
        }
    }

    /**
     * How much calls may use, over all processes of the hub. What a call will use is not known before: it counts with what it may use at most until it is over.
     *
     * @param ticket    of one ticket
     * @param hour      in any 60 minutes
     * @param day       in any 24 hours
     * @param tenantDay of one tenant in any 24 hours
     */
    record Ceilings(@DefaultValue @Valid Ceiling ticket, @DefaultValue @Valid Ceiling hour, @DefaultValue @Valid Ceiling day,
                    @DefaultValue @Valid Ceiling tenantDay) {

        boolean any() {
            return Stream.of(ticket, hour, day, tenantDay).anyMatch(Ceiling::set);
        }
    }

    /**
     * @param tokens sent and generated; absent for no ceiling
     * @param money  in the currency of the prices; absent for no ceiling
     */
    record Ceiling(@Min(0) Long tokens, @DecimalMin("0") BigDecimal money) {

        boolean set() {
            return tokens != null || money != null;
        }

        /** True if that much is above it. */
        boolean exceeded(long usedTokens, BigDecimal usedMoney) {
            return tokens != null && usedTokens > tokens || money != null && usedMoney.compareTo(money) > 0;
        }
    }

    /**
     * An application that Microsoft Entra ID gives tokens to, by the grant of client credentials.
     *
     * @param authority    where tokens are given
     * @param tenant       id or domain of the directory
     * @param clientId     id of the application
     * @param clientSecret a placeholder
     */
    record Entra(@DefaultValue("https://login.microsoftonline.com") @Pattern(regexp = "https?://\\S+") String authority,
                 @NotBlank @Pattern(regexp = "[\\w.-]{1,100}") String tenant, @NotBlank String clientId, @NotBlank String clientSecret) {

        @Override
        public String toString() {
            return "Entra[" + tenant + ", " + clientId + "]";
        }
    }
}
