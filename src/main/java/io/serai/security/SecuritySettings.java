package io.serai.security;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param bcryptCost     the logarithm of the rounds of a password's hash; each step doubles the time (12: about 250 ms)
 * @param failedLogins   how many failed log ins an address may have within {@code failureWindow}; then it gets 429
 * @param failureWindow  over which time failed log ins are counted
 * @param rememberedFor  how long a verified password is known again without the slow hash (as a keyed hash in memory, never as itself)
 */
@Validated
@ConfigurationProperties("serai.security")
record SecuritySettings(@DefaultValue("12") @Min(10) @Max(16) int bcryptCost, @DefaultValue("10") @Min(1) @Max(1000) int failedLogins,
                        @DefaultValue("5m") @NotNull Duration failureWindow, @DefaultValue("10m") @NotNull Duration rememberedFor) {
}
