package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class VendorThrottleTest {

    @Property(tries = 200)
    void noWindowHoldsMoreThanItsShare(@ForAll @IntRange(min = 1, max = 50) int calls, @ForAll @Size(min = 1, max = 300) List<@IntRange(max = 5_000) Integer> gaps) {
        AtomicLong now = new AtomicLong(-5);
        Throttle throttle = new Throttle(calls, Duration.ofMinutes(1), now::get);
        List<Long> made = new ArrayList<>();
        for (int gap : gaps) {
            now.addAndGet(Duration.ofMillis(gap).toNanos());
            try {
                made.add(now.get() + throttle.reserve());
            } catch (VendorCallException e) {
                assertThat(e.isRateLimit()).isTrue();
                assertThat(e.retryAfter()).hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(30)));
            }
        }
        for (int i = 0; i + calls < made.size(); i++) {
            assertThat(made.get(i + calls) - made.get(i)).isGreaterThanOrEqualTo(Duration.ofMinutes(1).toNanos() / calls * calls);
        }
    }

    @Example
    void whoWouldWaitForLongIsToldSo() {
        Throttle throttle = new Throttle(1, Duration.ofMinutes(1), () -> 0);
        assertThat(throttle.reserve()).isZero();
        assertThatThrownBy(throttle::reserve).isInstanceOf(VendorCallException.class).hasMessageContaining("own limit");
    }
}
