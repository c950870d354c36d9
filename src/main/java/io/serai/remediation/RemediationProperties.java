package io.serai.remediation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code serai.remediation}.
 *
 * @param enabled        the kill switch: false holds every action back, also those approved by people
 * @param limitPerMinute calls of all actions together, in any {@code limitWindow}, over all processes
 * @param limitWindow    what {@code limitPerMinute} counts in; a minute, shorter only in tests
 * @param approvalTtl    for how long an approval may be given; then the execution is rejected
 * @param approvedFor    for how long an allowed execution may wait for its turn; then it fails without having been called, because
 *                       what it was allowed for is no longer as it was
 * @param repeatAfter    an action that was executed for a ticket is repeated without a person only after this time
 * @param poll           time between two looks at a verification or a probe
 * @param hold           time between two looks at whether a hold-up has passed (kill switch, endpoint not reachable)
 */
@Validated
@ConfigurationProperties("serai.remediation")
record RemediationProperties(@DefaultValue("true") boolean enabled, @DefaultValue("50") @Min(1) @Max(1_000_000) int limitPerMinute,
                             @DefaultValue("60s") Duration limitWindow, @DefaultValue("24h") Duration approvalTtl,
                             @DefaultValue("4h") Duration approvedFor, @DefaultValue("1h") Duration repeatAfter,
                             @DefaultValue("2s") Duration poll, @DefaultValue("15s") Duration hold) {

    /** How long after a call was counted it may still be sent; the limit's window is longer by as much, so that it holds at the endpoint too. */
    Duration sendWithin() {
        return limitWindow.dividedBy(20);
    }
}
