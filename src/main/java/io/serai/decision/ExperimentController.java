package io.serai.decision;

import io.serai.api.Tenant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of experiments with thresholds. */
@RestController
class ExperimentController {

    private final DecisionStore store;
    private final Policy policy;

    ExperimentController(DecisionStore store, Policy policy) {
        this.store = store;
        this.policy = policy;
    }

    /** How an experiment of the policy stands, for one tenant's tickets; or how one of earlier stood, as long as there are decisions of it. */
    @GetMapping("/api/v1/experiments/{name}")
    ExperimentResult result(@PathVariable("name") String name, Tenant tenant) {
        boolean running = policy.experiment().filter(experiment -> experiment.name().equals(name)).isPresent();
        List<ExperimentResult.Outcome> outcomes = store.outcomes(tenant.name(), name);
        if (!running && outcomes.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no experiment of this name, neither in the policy nor among decisions.");
        }
        return ExperimentResult.of(name, running, outcomes);
    }
}
