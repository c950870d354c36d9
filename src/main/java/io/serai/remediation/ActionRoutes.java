package io.serai.remediation;

import io.serai.action.Action;
import io.serai.action.Actions;
import io.serai.action.Address;
import io.serai.remediation.Attempt.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes the routes of each action of the catalogue from the templates {@code remediation-call-action} and {@code remediation-ask-action}. */
@Component
class ActionRoutes implements RouteTemplateParameterSource, CamelContextConfiguration {

    private final Map<String, Map<String, Object>> routes = new LinkedHashMap<>();
    private final Map<String, Prepared> clients = new LinkedHashMap<>();
    private final Environment environment;
    private final Permits permits;

    private record Prepared(Action.Call call, Predicate<String> permit) {
    }

    ActionRoutes(Actions actions, Environment environment, Permits permits) {
        this.environment = environment;
        this.permits = permits;
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
    }

    private void add(Action action, Step step, Action.Call call) {
        String id = ChooseEndpoint.routeId(step, action.name());
        boolean asks = step == Step.PROBE || step == Step.VERIFY;
        routes.put(id, Map.of(
            "templateId", asks ? "remediation-ask-action" : "remediation-call-action",
            "name", id,
            "method", call.method(),
            "base", Address.base(call.url()),
            "client", "#bean:" + id));
        clients.put(id, new Prepared(call, asks ? key -> true : permits::use));
    }

    @Override
    public Set<String> routeIds() {
        return routes.keySet();
    }

    @Override
    public Map<String, Object> parameters(String routeId) {
        return routes.get(routeId);
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        ScheduledExecutorService watch = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "remediation-watch");
        clients.forEach((id, prepared) -> context.getRegistry().bind(id,
            new ActionClient(() -> token(prepared.call()), prepared.call().timeout(), prepared.permit(), watch)));
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // the routes are made while the context starts
    }

    /** The token's placeholder, {@code {{env:NAME}}}, is looked up at each call. */
    private Optional<String> token(Action.Call call) {
        return Optional.ofNullable(call.token()).map(token -> token.substring("{{env:".length(), token.length() - 2)).map(environment::getProperty);
    }
}
