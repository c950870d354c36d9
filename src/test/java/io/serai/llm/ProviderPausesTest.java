package io.serai.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.Headers;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.UnexpectedStatusCodeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TRUST R13: 429 and 529 with {@code Retry-After}. */
class ProviderPausesTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final ProviderPauses pauses = new ProviderPauses(Clock.fixed(Instant.parse("2026-11-26T10:00:00Z"), ZoneOffset.UTC), nanos::get);

    @ParameterizedTest
    @CsvSource({"429, 20, 20", "503, 20, 20", "529, ' 20 ', 20", "429, 'Thu, 26 Nov 2026 10:01:00 GMT', 60", "429, 86400, 300",
        "429, 999999999, 300", "429, 'Fri, 27 Nov 2026 10:01:00 GMT', 300"})
    void aProviderIsLeftAloneForAsLongAsItAskedButNotForLongerThanFiveMinutes(int status, String header, int seconds) {
        pauses.heed("inn", answered(status, header));
        assertThat(pauses.paused("other")).isFalse();
        nanos.addAndGet(Duration.ofSeconds(seconds).minusMillis(1).toNanos());
        assertThat(pauses.paused("inn")).isTrue();
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(pauses.paused("inn")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"500, 20", "400, 20", "429, 0", "429, -5", "429, soon", "429, 1e9", "429, 99999999999", "429, 'Thu, 26 Nov 2026 09:59:00 GMT'", "429, ''"})
    void whatIsNoSuchWishIsNone(int status, String header) {
        pauses.heed("inn", answered(status, header));
        assertThat(pauses.paused("inn")).isFalse();
    }

    @Test
    void withoutTheHeaderNobodyIsLeftAlone() {
        pauses.heed("inn", UnexpectedStatusCodeException.builder().statusCode(429).headers(Headers.builder().build()).build());
        assertThat(pauses.paused("inn")).isFalse();
    }

    private static OpenAIServiceException answered(int status, String header) {
        return UnexpectedStatusCodeException.builder().statusCode(status).headers(Headers.builder().put("retry-after", header).build()).build();
    }
}
