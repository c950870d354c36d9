package io.serai.remediation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.action.Action;
import io.serai.action.Actions;
import io.serai.action.Address;
import io.serai.remediation.Attempt.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes the routes of each action of the catalogue from the templates {@code remediation-call-action} and {@code remediation-ask-action}. */
@Component
class ActionRoutes implements RouteTemplateParameterSource, CamelContextConfiguration {

    private static final String CALL = "remediation-call-action";
    private static final String ASK = "remediation-ask-action";
    private static final List<String> TEMPLATES = List.of(CALL, ASK);

    private final Map<String, Map<String, Object>> routes = new LinkedHashMap<>();
    private final Map<String, Prepared> clients = new LinkedHashMap<>();
    private final Actions actions;
    private final Environment environment;
    private final Permits permits;
    private final MeterRegistry meters;
    private ModelCamelContext context;

    private record Prepared(Action.Call call, Predicate<String> permit) {
    }

    ActionRoutes(Actions actions, Environment environment, Permits permits, MeterRegistry meters) {
        this.actions = actions;
        this.environment = environment;
        this.permits = permits;
        this.meters = meters;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        this.context = (ModelCamelContext) context;
        actions.all().forEach(action -> {
            add(action, Step.CALL, action.execute());
            if (action.rollback() != null) {
                add(action, Step.UNDO, action.rollback());
            }
            if (action.probe() != null) {
                add(action, Step.PROBE, action.probe().call());
            }
            if (action.verify() != null) {
                add(action, Step.VERIFY, action.verify().call());
            }
        });
        ScheduledExecutorService watch = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "remediation-watch");
        clients.forEach((id, prepared) -> context.getRegistry().bind(id,
            new ActionClient(() -> token(prepared.call()), prepared.call().timeout(), prepared.permit(), watch)));
    }

    private void add(Action action, Step step, Action.Call call) {
        String id = ChooseEndpoint.routeId(step, action.name());
        boolean asks = step == Step.PROBE || step == Step.VERIFY;
        routes.put(id, Map.of(
            "templateId", asks ? ASK : CALL,
            "name", id,
            "method", call.method(),
            "base", Address.base(call.url()),
            "client", "#bean:" + id));
        clients.put(id, new Prepared(call, asks ? key -> true : permits::use));
    }

    /** None if the templates are not loaded: who runs only some routes ({@code camel.main.routes-include-pattern}) runs no actions. */
    @Override
    public Set<String> routeIds() {
        boolean loaded = TEMPLATES.stream().allMatch(id -> context.getRouteTemplateDefinition(id) != null);
        return loaded ? routes.keySet() : Set.of();
    }

    @Override
    public Map<String, Object> parameters(String routeId) {
        return routes.get(routeId);
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        actions.all().forEach(action -> Gauge.builder("serai.actions.breaker.open", () -> "CLOSED".equals(breaker(context, action)) ? 0 : 1)
            .description("1 while the action's circuit breaker lets nothing, or only trials, through").tag("action", action.name()).register(meters));
    }

    /** State of the action's circuit breaker as Resilience4j calls it ({@code CLOSED}, {@code OPEN}, {@code HALF_OPEN}). */
    static String breaker(CamelContext context, Action action) {
        Route route = context.getRoute(ChooseEndpoint.routeId(Step.CALL, action.name()));
        return route == null ? "UNKNOWN" : route.filter("*").stream().filter(ResilienceProcessor.class::isInstance).map(ResilienceProcessor.class::cast)
            .map(ResilienceProcessor::getCircuitBreakerState).findFirst().orElse("UNKNOWN");
    }

    /** The token's placeholder, {@code {{env:NAME}}}, is looked up at each call. */
    private Optional<String> token(Action.Call call) {
        return Optional.ofNullable(call.token()).map(token -> token.substring("{{env:".length(), token.length() - 2)).map(environment::getProperty);
    }
}
