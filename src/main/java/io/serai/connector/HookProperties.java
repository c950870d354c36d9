package io.serai.connector;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code serai.hook}.
 *
 * @param maxBody      largest body of a webhook
 * @param keyWindow    for how long a vendor's idempotency key stands for its first event; vendors retry for up to 75 h 35 min
 * @param backlogLimit with this many events waiting, hooks are answered 429
 * @param group        most events that are stored in one statement
 * @param commitWithin a hook that could not be stored within this time is answered 503
 */
@Validated
@ConfigurationProperties("serai.hook")
record HookProperties(@DefaultValue("1MB") DataSize maxBody, @DefaultValue("8d") Duration keyWindow,
                      @DefaultValue("500000") @Min(1) long backlogLimit, @DefaultValue("256") @Min(1) @Max(5_000) int group,
                      @DefaultValue("8s") Duration commitWithin) {
}
