package io.serai.remediation;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.action.Action;
import io.serai.action.Address;
import io.serai.remediation.Attempt.Step;

/**
 * One HTTP request to an endpoint. Scheme, host, method, timeouts and token are the route's, from the action's file; the rest is here.
 *
 * @param attempt what it is made for
 * @param key     idempotency key: the execution's id, or that with {@code -rollback}
 * @param path    percent-encoded, begins with a slash
 * @param query   percent-encoded, or {@code null}
 * @param body    JSON
 */
record Call(Attempt attempt, String key, String path, String query, String body) {

    static String keyOf(Attempt attempt) {
        return attempt.step() == Step.UNDO ? attempt.standing().id() + "-rollback" : attempt.standing().id();
    }

    /** @throws IllegalArgumentException if a parameter does not fit the address */
    static Call of(Attempt attempt, Action.Call call) {
        JsonNode parameters = attempt.standing().execution().parameters();
        Address address = Address.of(call.url(), attempt.standing().id(), parameters);
        return new Call(attempt, keyOf(attempt), address.path(), address.query(), parameters.toString());
    }
}
