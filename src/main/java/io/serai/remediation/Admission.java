package io.serai.remediation;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.action.Action;
import io.serai.action.Actions;
import io.serai.action.Address;
import io.serai.action.Risk;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What must hold for an action whatever the policy says: asked when it is requested, when it is approved, and again before the call. */
@Component
class Admission {

    private final Actions actions;

    Admission(Actions actions) {
        this.actions = actions;
    }

    /** @return why the action must not be called at all with these parameters, or nothing */
    Optional<String> refusal(String name, JsonNode parameters) {
        Optional<Action> action = actions.find(name);
        if (action.isEmpty()) {
            return Optional.of("the action " + name + " is not in the catalogue");
        }
        List<String> violations = actions.violations(name, parameters);
        if (!violations.isEmpty()) {
            return Optional.of("the parameters of " + name + " do not pass its schema: " + String.join("; ", violations));
        }
        try {
            Address.of(action.get().execute().url(), "", parameters);
        } catch (IllegalArgumentException e) {
            return Optional.of("the parameters of " + name + " do not fit its address: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** @return why a person has to approve the action for this ticket, or nothing */
    Optional<String> needsPerson(String name, Ticket ticket) {
        Risk risk = actions.find(name).map(Action::risk).orElse(Risk.DESTRUCTIVE);
        if (risk != Risk.SAFE_WRITE) {
            return Optional.of("the action " + name + " is " + risk.json());
        }
        if (!ticket.autoRemediation()) {
            return Optional.of("the ticket did not opt in to remediation without a person");
        }
        if (ticket.priority() == Priority.CRITICAL) {
            return Optional.of("the ticket is critical");
        }
        return Optional.empty();
    }
}
