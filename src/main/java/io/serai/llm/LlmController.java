package io.serai.llm;

import io.serai.api.Page;
import io.serai.api.PageRequest;
import io.serai.api.Tenant;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of what models were asked, what they answered, and how their providers do. */
@RestController
@RequestMapping("/api/v1/llm")
class LlmController {

    private static final int LONGEST = 2_160;

    private final CallStore store;
    private final LlmProperties properties;
    private final LlmRoutes routes;
    private final LlmHealthIndicator health;

    LlmController(CallStore store, LlmProperties properties, LlmRoutes routes, LlmHealthIndicator health) {
        this.store = store;
        this.properties = properties;
        this.routes = routes;
        this.health = health;
    }

    /** How each provider did for the tenant, in the order they are asked; then those that are in the settings no more. @param hours 1 to 2160, back from now */
    @GetMapping("/providers")
    Page<ProviderFigures> providers(Tenant tenant, @RequestParam(name = "hours", defaultValue = "24") int hours) {
        if (hours < 1 || hours > LONGEST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'hours' must be a whole number from 1 to " + LONGEST + ".");
        }
        List<CallStore.Sum> sums = store.sums(tenant.name(), Duration.ofHours(hours));
        List<CallStore.Latency> latencies = store.latencies(tenant.name(), Duration.ofHours(hours));
        List<String> known = properties.providers().stream().map(LlmProperties.Provider::name).toList();
        Stream<String> removed = sums.stream().map(CallStore.Sum::provider).distinct().filter(name -> !known.contains(name));
        return new Page<>(Stream.concat(known.stream(), removed).map(name -> figures(name, sums, latencies)).toList(), null);
    }

    /** The tenant's calls, the newest first, without requests and answers. @param ticket id; absent for those of all tickets */
    @GetMapping("/calls")
    Page<LlmCall> calls(Tenant tenant, @RequestParam(name = "ticket", required = false) UUID ticket, PageRequest page) {
        return Page.of(store.list(tenant.name(), ticket, page.afterId(), page.limit()), page, LlmCall::id);
    }

    /** With request and answer. */
    @GetMapping("/calls/{id}")
    LlmCall call(@PathVariable("id") UUID id, Tenant tenant) {
        return store.find(tenant.name(), id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No call of a model has this id."));
    }

    private ProviderFigures figures(String name, List<CallStore.Sum> all, List<CallStore.Latency> latencies) {
        Optional<LlmProperties.Provider> provider = properties.providers().stream().filter(one -> one.name().equals(name)).findFirst();
        List<CallStore.Sum> sums = all.stream().filter(sum -> sum.provider().equals(name)).toList();
        Map<String, Long> failures = new TreeMap<>();
        sums.stream().filter(sum -> !Set.of(LlmCall.ANSWERED, "underway").contains(sum.outcome())).forEach(sum -> failures.put(sum.outcome(), sum.calls()));
        Optional<CallStore.Latency> latency = latencies.stream().filter(one -> one.provider().equals(name)).findFirst();
        return new ProviderFigures(name, provider.map(one -> one.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')).orElse(null),
            provider.map(LlmProperties.Provider::model).orElse(null), routes.ready().stream().anyMatch(one -> one.name().equals(name)),
            provider.map(health::breaker).orElse("removed"), sums.stream().mapToLong(CallStore.Sum::calls).sum(),
            sums.stream().filter(sum -> sum.outcome().equals(LlmCall.ANSWERED)).mapToLong(CallStore.Sum::calls).sum(), failures,
            latency.map(CallStore.Latency::p50).orElse(null), latency.map(CallStore.Latency::p95).orElse(null),
            sums.stream().mapToLong(CallStore.Sum::tokensIn).sum(), sums.stream().mapToLong(CallStore.Sum::tokensOut).sum(),
            sums.stream().map(CallStore.Sum::cost).reduce(BigDecimal.ZERO, BigDecimal::add).stripTrailingZeros());
    }
}
