package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.ticket.InvalidTicketException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the times of a record are written. A normalising kamelet says it in the field {@code times} of a record:
 * {@code {"zone": "Europe/Berlin", "order": "day-first"}}, {@code month-first} or {@code refuse}. Then the times of spreadsheets are read as
 * well, and one that is there and cannot be read makes the record unreadable. Without the field, {@link Times} reads what it can.
 *
 * @param zone  of times without one; {@code null} if the kamelet says nothing
 * @param order of day and month where both are numbers and a slash stands between them
 */
record LocalTimes(ZoneId zone, Order order) {

    private static final LocalTimes UNTOLD = new LocalTimes(null, Order.REFUSE);

    private static final String CLOCK = "(?:[ T,]+([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?)?\\s*([AaPp]\\.?[Mm]\\.?)?)?";
    private static final Pattern YEAR_FIRST = Pattern.compile("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})" + CLOCK);
    private static final Pattern DOTS = Pattern.compile("([0-9]{1,2})\\.([0-9]{1,2})\\.([0-9]{2}|[0-9]{4})" + CLOCK);
    private static final Pattern SLASHES = Pattern.compile("([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{2}|[0-9]{4})" + CLOCK);
    private static final Pattern DAY_AND_NAME = Pattern.compile("([0-9]{1,2})[ -]([A-Za-z]{3,9})[ ,-]+([0-9]{2}|[0-9]{4})" + CLOCK);
    private static final Pattern NAME_AND_DAY = Pattern.compile("([A-Za-z]{3,9})\\.? ([0-9]{1,2}),? +([0-9]{4})" + CLOCK);
    private static final List<String> MONTHS = List.of("january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december");

    /** Of day and month. */
    enum Order { DAY_FIRST, MONTH_FIRST, REFUSE }

    /** @throws InvalidTicketException if the field is there and says something else */
    static LocalTimes of(JsonNode times) {
        if (!times.isObject()) {
            return UNTOLD;
        }
        try {
            return new LocalTimes(ZoneId.of(times.path("zone").asText("UTC")),
                Order.valueOf(times.path("order").asText("refuse").toUpperCase(Locale.ROOT).replace('-', '_')));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new InvalidTicketException("times", "have a zone or an order that is not known");
        }
    }

    /**
     * @param field of the ticket, for the fault
     * @return {@code null} if the text is absent; or if it is no time, and the kamelet says nothing of times
     * @throws InvalidTicketException if it is no time, or may be two
     */
    Instant read(String field, String text) {
        if (zone == null || text == null || text.isBlank()) {
            return Times.read(text);
        }
        String time = text.strip();
        try {
            Instant local = local(field, time);
            if (local != null) {
                return local;
            }
        } catch (DateTimeException e) {
            throw new InvalidTicketException(field, "is no time that there is");
        }
        Instant read = Times.read(time);
        if (read == null) {
            throw new InvalidTicketException(field, "is no time that can be read");
        }
        return read;
    }

    private Instant local(String field, String time) {
        Matcher found = YEAR_FIRST.matcher(time);
        if (found.matches()) {
            return at(number(found, 1), number(found, 2), number(found, 3), found);
        }
        found = DOTS.matcher(time);
        if (found.matches()) {
            return at(number(found, 3), number(found, 2), number(found, 1), found);
        }
        found = SLASHES.matcher(time);
        if (found.matches()) {
            int first = number(found, 1);
            int second = number(found, 2);
            if (order == Order.REFUSE && first <= 12 && second <= 12 && first != second) {
                throw new InvalidTicketException(field, "may be two dates, as nothing says whether the day or the month comes first");
            }
            boolean dayFirst = order == Order.DAY_FIRST || order == Order.REFUSE && first > 12;
            return dayFirst ? at(number(found, 3), second, first, found) : at(number(found, 3), first, second, found);
        }
        found = DAY_AND_NAME.matcher(time);
        if (found.matches()) {
            return at(number(found, 3), month(found.group(2)), number(found, 1), found);
        }
        found = NAME_AND_DAY.matcher(time);
        return found.matches() ? at(number(found, 3), month(found.group(1)), number(found, 2), found) : null;
    }

    private Instant at(int year, int month, int day, Matcher found) {
        int hour = found.group(4) == null ? 0 : number(found, 4);
        String half = found.group(7) == null ? "" : found.group(7).substring(0, 1).toLowerCase(Locale.ROOT);
        if (!half.isEmpty()) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException("no hour of a half day");
            }
            hour = hour % 12 + (half.equals("p") ? 12 : 0);
        }
        LocalTime clock = LocalTime.of(hour, found.group(5) == null ? 0 : number(found, 5), found.group(6) == null ? 0 : number(found, 6));
        return LocalDate.of(year < 100 ? 2000 + year : year, month, day).atTime(clock).atZone(zone == null ? ZoneOffset.UTC : zone).toInstant();
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    /** English names, whole or their first three letters and more. */
    private static int month(String name) {
        for (int i = 0; i < MONTHS.size(); i++) {
            if (MONTHS.get(i).startsWith(name.toLowerCase(Locale.ROOT))) {
                return i + 1;
            }
        }
        throw new DateTimeException("no month");
    }
}
