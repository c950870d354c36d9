package io.serai.gap;

import io.serai.ticket.Priority;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * What to look for.
 *
 * @param since tickets created from here
 * @param least tickets that make a gap, at least 2
 * @param most  gaps to report, at least 1
 * @param cost  of a ticket, by priority, 0 or more
 */
public record GapOptions(String tenant, Instant since, int least, int most, Map<Priority, Double> cost) {

    /** In units of a ticket of low priority. */
    public static final Map<Priority, Double> USUAL_COST = Map.of(Priority.CRITICAL, 8.0, Priority.HIGH, 4.0, Priority.MEDIUM, 2.0, Priority.LOW, 1.0);

    /** @throws IllegalArgumentException that names what is out of its range */
    public GapOptions {
        if (least < 2) {
            throw new IllegalArgumentException("least is " + least + ": a gap has at least 2 tickets");
        }
        if (most < 1) {
            throw new IllegalArgumentException("most is " + most + ": it must be at least 1");
        }
        Map<Priority, Double> all = new EnumMap<>(USUAL_COST);
        all.putAll(cost);
        all.forEach((priority, value) -> {
            if (!(value >= 0 && value <= 1e9)) {
                throw new IllegalArgumentException("cost of " + priority.json() + " is " + value + ": it must be from 0 to 1e9");
            }
        });
        cost = Map.copyOf(all);
    }
}
