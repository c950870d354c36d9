package io.serai.connector;

import java.time.Duration;

/**
 * How often a connected system may be called.
 *
 * @param calls most calls in {@code per}, 1 to 1,000,000
 * @param per   1 s to 1 day
 */
record Limits(int calls, Duration per) {
}
