package io.serai.decision;

import io.serai.action.Action;
import io.serai.ticket.Category;
import java.util.List;
import java.util.Optional;

/**
 * All that a decision rests on, boiled down.
 *
 * @param terms       what the policy says about this ticket
 * @param category    of the analysis
 * @param stops       what sends it to people at once, the first names the team; possibly nothing
 * @param bounds      what keeps the hub from going as far as it could; possibly nothing
 * @param action      the one proposed, if it is in the catalogue and its parameters pass
 * @param named       true if a runbook of the evidence names that action
 * @param connector   whose ticket it is
 * @param optedIn     true if ticket or connector opted in to remediation without a person
 * @param grave       what the ticket is that no action runs for without a person: {@code critical}, {@code about security}; possibly none
 * @param degraded    true if the analysis is worth less than usual
 * @param supported   true if anything that the hub knows supports the analysis
 * @param confidence  of the analysis
 * @param reliability with that confidence in it
 */
record Facts(Terms terms, Category category, List<Stop> stops, List<Bound> bounds, Optional<Action> action, boolean named, String connector, boolean optedIn,
             List<String> grave, boolean degraded, boolean supported, double confidence, Reliability reliability) {

    /** Sends a ticket to people at once. */
    record Stop(String team, String why) {
    }

    /** Keeps the hub from going further. */
    record Bound(Limit limit, String why) {
    }

    Facts {
        stops = List.copyOf(stops);
        bounds = List.copyOf(bounds);
        grave = List.copyOf(grave);
    }

    Facts withConfidence(double other) {
        return new Facts(terms, category, stops, bounds, action, named, connector, optedIn, grave, degraded, supported, other,
            reliability.withConfidence(other));
    }

    Facts withReliability(double score) {
        return new Facts(terms, category, stops, bounds, action, named, connector, optedIn, grave, degraded, supported, confidence,
            reliability.withScore(score));
    }

    Facts withOptIn() {
        return new Facts(terms, category, stops, bounds, action, named, connector, true, grave, degraded, supported, confidence, reliability);
    }

    Facts withRunbook() {
        return new Facts(terms, category, stops, bounds, action, true, connector, optedIn, grave, degraded, true, confidence, reliability);
    }

    Facts withoutDegradation() {
        return new Facts(terms, category, stops, bounds, action, named, connector, optedIn, grave, false, supported, confidence, reliability);
    }

    Facts withoutStops() {
        return new Facts(terms, category, List.of(), bounds, action, named, connector, optedIn, List.of(), degraded, supported, confidence, reliability);
    }

    Facts without(Bound bound) {
        return new Facts(terms, category, stops, bounds.stream().filter(other -> other != bound).toList(), action, named, connector, optedIn, grave, degraded,
            supported, confidence, reliability);
    }
}
