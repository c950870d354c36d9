package io.serai.llm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Map;

/**
 * How a provider did for a tenant over a time.
 *
 * @param ready     false if it lacks its key, and is not asked
 * @param breaker   {@code closed}, {@code open}, {@code half-open}, {@code asked to wait} or {@code not started}, now and in this process; {@code removed} if it is
 *                  in the settings no more
 * @param calls     all calls made, those under way included
 * @param answered  those whose answer was used
 * @param failures  the others that are over, by their cause
 * @param p50Millis half of the calls took no longer, or {@code null} if there was none
 * @param p95Millis 95 of 100 calls took no longer
 * @param cost      in the currency of the prices
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProviderFigures(String name, String kind, String model, boolean ready, String breaker, long calls, long answered, Map<String, Long> failures,
                       Long p50Millis, Long p95Millis, long tokensIn, long tokensOut, BigDecimal cost) {
}
