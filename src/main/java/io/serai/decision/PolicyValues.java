package io.serai.decision;

import io.serai.action.Risk;
import io.serai.home.YamlMap;
import io.serai.ticket.Category;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Reads what stands in more than one section of the policy. What is wrong becomes a fault at its line. */
final class PolicyValues {

    static final List<String> THRESHOLDS = List.of("resolve", "followUp", "clarify", "askApproval");
    static final String NO_ZONE = "'holidays' needs 'hours', whose zone says when a day begins";
    /** More than a year of holidays is taken for a slip. */
    private static final int HOLIDAYS = 400;
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private PolicyValues() {
    }

    static Optional<String> team(YamlMap map, String key) {
        Optional<String> team = map.required(key);
        if (team.isPresent() && !team.get().matches("[^\\p{C}]{1,100}")) {
            map.fault(key, "'" + key + "' must be a name of at most 100 characters");
        }
        return team;
    }

    static Optional<Category> category(YamlMap map, String key) {
        try {
            return Optional.of(Category.of(key));
        } catch (IllegalArgumentException e) {
            map.fault(key, "unknown category '" + key + "'");
            return Optional.empty();
        }
    }

    static <T extends Enum<T>> Set<T> closed(YamlMap map, String key, Function<String, T> reader, Class<T> type) {
        Set<T> values = EnumSet.noneOf(type);
        for (String text : map.texts(key)) {
            try {
                values.add(reader.apply(text));
            } catch (IllegalArgumentException e) {
                map.fault(key, "unknown word '" + text + "' in '" + key + "'");
            }
        }
        return values;
    }

    /** Where a number is missing, the one of {@code otherwise} holds. */
    static Thresholds thresholds(YamlMap map, Thresholds otherwise) {
        try {
            return otherwise.with(numbers(map));
        } catch (IllegalArgumentException e) {
            return refused(map, e, otherwise);
        }
    }

    /** Those of the thresholds that are given, by name. */
    static Map<String, Double> numbers(YamlMap map) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        THRESHOLDS.stream().filter(map::has).forEach(key -> numbers.put(key, ratio(map, key, Double.NaN)));
        numbers.values().removeIf(number -> number.isNaN());
        return numbers;
    }

    /** The message begins with the name of the number that is wrong. */
    static <T> T refused(YamlMap map, IllegalArgumentException e, T otherwise) {
        String message = e.getMessage();
        map.fault(message.substring(1, message.indexOf('\'', 1)), message);
        return otherwise;
    }

    static double ratio(YamlMap map, String key, double otherwise) {
        Optional<String> text = map.text(key);
        if (text.isPresent() && !text.get().matches("0(\\.[0-9]{1,9})?|1(\\.0{1,9})?")) {
            map.fault(key, "'" + key + "' must be a number from 0.0 to 1.0");
            return otherwise;
        }
        return text.map(Double::parseDouble).orElse(otherwise);
    }

    /** One of some words. */
    static <T> Optional<T> word(YamlMap map, String key, Function<String, Optional<T>> reader, List<String> words) {
        Optional<String> text = map.text(key);
        Optional<T> value = text.flatMap(reader);
        if (text.isPresent() && value.isEmpty()) {
            map.fault(key, "'" + key + "' must be one of " + String.join(", ", words));
        }
        return value;
    }

    static Optional<Limit> limit(YamlMap map, String key) {
        return word(map, key, Limit::of, Limit.WORDS);
    }

    static Optional<Rollout> rollout(YamlMap map) {
        return word(map, "rollout", Rollout::of, Rollout.WORDS);
    }

    /** From which reliability on actions of each risk may run by themselves: of all but safe-write the only answer is never. */
    static Optional<OptionalInt> automatic(YamlMap parent) {
        return parent.map("automatic").flatMap(map -> {
            map.allow(List.of(Risk.values()).stream().map(Risk::json).toArray(String[]::new));
            List.of(Risk.RISKY_WRITE.json(), Risk.DESTRUCTIVE.json()).forEach(key -> map.text(key).filter(text -> !text.equals("never"))
                .ifPresent(text -> map.fault(key, "'" + key + "' must be never: only safe-write may run without a person")));
            Optional<String> text = map.text(Risk.SAFE_WRITE.json());
            if (text.isPresent() && !text.get().matches("never|[0-9]{1,2}|100")) {
                map.fault(Risk.SAFE_WRITE.json(), "'" + Risk.SAFE_WRITE.json() + "' must be a whole number from 0 to 100, or never");
                return Optional.empty();
            }
            return text.map(value -> value.equals("never") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value)));
        });
    }

    static Optional<Hours> hours(YamlMap parent) {
        return parent.map("hours").flatMap(map -> {
            map.allow("zone", "days", "from", "to", "outside");
            Optional<ZoneId> zone = map.required("zone").flatMap(text -> zone(map, text));
            Set<DayOfWeek> days = closed(map, "days", PolicyValues::day, DayOfWeek.class);
            Optional<LocalTime> from = time(map, "from");
            Optional<LocalTime> to = time(map, "to");
            Limit outside = limit(map, "outside").orElse(Limit.ASK_APPROVAL);
            boolean unknownDays = days.isEmpty() && !map.texts("days").isEmpty();
            if (zone.isEmpty() || from.isEmpty() || to.isEmpty() || unknownDays) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Hours(zone.get(), map.has("days") ? days : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), from.get(), to.get(), outside));
            } catch (IllegalArgumentException e) {
                return refused(map, e, Optional.empty());
            }
        });
    }

    /** The holidays, if the key is there; an empty list says that there are none. */
    static Optional<Set<LocalDate>> holidays(YamlMap map) {
        if (!map.has("holidays")) {
            return Optional.empty();
        }
        List<String> texts = map.texts("holidays");
        if (texts.size() > HOLIDAYS) {
            map.fault("holidays", "'holidays' holds " + texts.size() + " days: at most " + HOLIDAYS + " are read");
            return Optional.empty();
        }
        Set<LocalDate> holidays = new HashSet<>();
        for (String text : texts) {
            Optional<LocalDate> day = date(text);
            if (day.isEmpty()) {
                map.fault("holidays", "'holidays' holds '" + text + "', which is no date as 2026-12-25");
            } else if (!holidays.add(day.get())) {
                map.fault("holidays", "'holidays' holds " + text + " twice");
            }
        }
        return Optional.of(holidays);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(text).filter(day -> day.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")).map(LocalDate::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(YamlMap map, String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            map.fault("zone", "unknown time zone '" + text + "': it is written as Europe/Paris or UTC");
            return Optional.empty();
        }
    }

    private static DayOfWeek day(String text) {
        int at = DAYS.indexOf(text.toLowerCase(Locale.ROOT));
        if (at < 0) {
            throw new IllegalArgumentException(text);
        }
        return DayOfWeek.of(at + 1);
    }

    private static Optional<LocalTime> time(YamlMap map, String key) {
        Optional<String> text = map.required(key);
        if (text.isPresent() && !text.get().matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            map.fault(key, "'" + key + "' must be a time as \"08:30\", in quotes");
            return Optional.empty();
        }
        return text.map(LocalTime::parse);
    }
}
