package io.serai.context;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code serai.context}; how long a ticket waits at most is {@code serai.context.deadline}, in milliseconds, read by the route.
 *
 * @param deadline   longest time one requester is asked about, all calls together, in milliseconds
 * @param remembered for how long an answer counts, that a requester is unknown too
 * @param most       how many requesters are remembered
 */
@Validated
@ConfigurationProperties("serai.context")
record ContextProperties(@DefaultValue("3000") @Min(100) @Max(30_000) int deadline, @DefaultValue("10m") Duration remembered,
                         @DefaultValue("10000") @Min(1) @Max(1_000_000) int most) {
}
