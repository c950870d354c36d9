package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.ticket.InvalidTicketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTimesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2026-03-04 05:06:07           | 2026-03-04T04:06:07Z",
        "2026-07-04 05:06              | 2026-07-04T03:06:00Z",
        "2026-03-04T05:06:07Z          | 2026-03-04T05:06:07Z",
        "2026-03-04T05:06:07.5+02:00   | 2026-03-04T03:06:07.500Z",
        "2026-03-04                    | 2026-03-03T23:00:00Z",
        "2026/3/4 5:06 PM              | 2026-03-04T16:06:00Z",
        "04.03.2026 05:06              | 2026-03-04T04:06:00Z",
        "4.3.26                        | 2026-03-03T23:00:00Z",
        "04/03/2026 12:00 am           | 2026-03-03T23:00:00Z",
        "04-Mar-2026 05:06:07          | 2026-03-04T04:06:07Z",
        "Mar 4, 2026 5:06 PM           | 2026-03-04T16:06:00Z",
        "4 March 2026                  | 2026-03-03T23:00:00Z",
        "1772600767                    | 2026-03-04T05:06:07Z",
        "1772600767123                 | 2026-03-04T05:06:07.123Z"})
    void readsWhatSpreadsheetsWrite(String text, String instant) {
        assertThat(times("Europe/Berlin", "day-first").read("createdAt", text)).hasToString(instant);
    }

    @Test
    void theOrderOfDayAndMonthIsNotGuessed() {
        assertThatThrownBy(() -> times("UTC", "refuse").read("createdAt", "03/04/2026")).isInstanceOf(InvalidTicketException.class)
            .hasMessage("ticket.createdAt may be two dates, as nothing says whether the day or the month comes first");
        assertThat(times("UTC", "refuse").read("createdAt", "13/04/2026")).hasToString("2026-04-13T00:00:00Z");
        assertThat(times("UTC", "refuse").read("createdAt", "04/13/2026")).hasToString("2026-04-13T00:00:00Z");
        assertThat(times("UTC", "refuse").read("createdAt", "4/4/2026")).hasToString("2026-04-04T00:00:00Z");
        assertThat(times("UTC", "month-first").read("createdAt", "03/04/2026")).hasToString("2026-03-04T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01", "30.02.2026", "25:61", "13:00 PM", "2026-03-04 13:00 PM", "4 Foo 2026"})
    void whatIsNoTimeIsTold(String text) {
        assertThatThrownBy(() -> times("UTC", "day-first").read("createdAt", text)).isInstanceOf(InvalidTicketException.class)
            .hasMessageStartingWith("ticket.createdAt is no time that").hasMessageNotContaining(text);
    }

    @Test
    void aKameletThatSaysNothingOfTimesIsReadAsBefore() {
        LocalTimes untold = LocalTimes.of(new ObjectMapper().createObjectNode().path("times"));
        assertThat(untold.read("createdAt", "yesterday")).isNull();
        assertThat(untold.read("createdAt", "2026-03-04 05:06:07")).hasToString("2026-03-04T05:06:07Z");
    }

    @Test
    void aZoneThatIsNoneIsRefused() {
        assertThatThrownBy(() -> times("Middle/Earth", "refuse")).isInstanceOf(InvalidTicketException.class);
    }

    private static LocalTimes times(String zone, String order) {
        return LocalTimes.of(new ObjectMapper().createObjectNode().put("zone", zone).put("order", order));
    }
}
