package io.serai.decision;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * When people are at work.
 *
 * @param days    at least one
 * @param from    on each of them; before {@code to}
 * @param to      no longer
 * @param outside how far the hub goes at other times
 */
record Hours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to, Limit outside) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    Hours {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("'days' names no day");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("'from' must be before 'to': hours do not go over midnight");
        }
        days = EnumSet.copyOf(days);
    }

    /**
     * @param holidays days of this zone on which nobody is at work
     * @return why it is none of the hours, or nothing if it is
     */
    Optional<String> without(Instant now, Set<LocalDate> holidays) {
        ZonedDateTime there = now.atZone(zone);
        LocalTime time = there.toLocalTime();
        boolean holiday = holidays.contains(there.toLocalDate());
        if (!holiday && days.contains(there.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to)) {
            return Optional.empty();
        }
        return Optional.of("it is " + there.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + TIME.format(time) + " in " + zone
            + (holiday ? ", on the holiday " + there.toLocalDate() : "") + ", outside business hours");
    }
}
