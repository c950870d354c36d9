package io.serai.remediation;

import io.serai.remediation.Attempt.Step;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Names the route that makes the next call of an attempt. */
@Component("chooseEndpoint")
class ChooseEndpoint {

    /** @return {@code direct:remediation-call-<action>}, or {@code probe}, {@code verify}, {@code undo} in place of {@code call} */
    public String endpoint(Attempt attempt) {
        return "direct:" + routeId(attempt.step(), attempt.action().name());
    }

    static String routeId(Step step, String action) {
        return "remediation-" + step.name().toLowerCase(Locale.ROOT) + "-" + action;
    }
}
