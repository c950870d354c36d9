package io.serai.connector;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code serai.connector}.
 *
 * @param lookBack     how far back the very first poll of a connector reaches
 * @param overlap      how far before the newest record seen a poll begins, for records that show late
 * @param maxPages     most pages of one poll; the next poll goes on where it stopped
 * @param failures     so many failed calls in a row open a connector's circuit breaker
 * @param breakerPause for how long an open breaker lets no call through; then one is tried
 * @param rateLimitPause for how long a connector pauses when its vendor refuses for the rate and does not say how long
 * @param callDeadline how long one call to a vendor may take, its answer read
 * @param silenceGrace how much longer than three of its periods a poll may keep the hub waiting before that is an alarm
 * @param alarmPeriod  how often the connectors are looked at for alarms
 * @param articleOverlap how far before the newest article seen a list of changed articles begins
 */
@Validated
@ConfigurationProperties("serai.connector")
record PollProperties(@DefaultValue("1d") Duration lookBack, @DefaultValue("2m") Duration overlap,
                      @DefaultValue("20") @Min(1) @Max(1_000) int maxPages, @DefaultValue("5") @Min(1) @Max(100) int failures,
                      @DefaultValue("60s") Duration breakerPause, @DefaultValue("60s") Duration rateLimitPause,
                      @DefaultValue("60s") Duration callDeadline, @DefaultValue("30s") Duration silenceGrace,
                      @DefaultValue("15s") Duration alarmPeriod,
                      @DefaultValue("26h") Duration articleOverlap) {
}
