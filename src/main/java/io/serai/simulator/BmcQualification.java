package io.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AR System's qualifications as far as the kamelets use them: comparisons of fields with texts, numbers or times, joined by AND, and alternatives of those
 * by OR; and the order of a list ({@code Last Modified Date.asc,Incident Number.asc}). A time is epoch seconds, ISO 8601, or of the form of the locale en_US.
 */
final class BmcQualification {

    private static final Pattern TERM = Pattern.compile("\\(*\\s*'([^']+)'\\s*(>=|<=|!=|=|>|<|LIKE)\\s*(?:\"((?:[^\"]|\"\")*)\"|([0-9]+))\\s*\\)*");
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSS][xxx][xx][X]");
    private static final DateTimeFormatter LOCALE = DateTimeFormatter.ofPattern("M/d/uuuu h:mm:ss a", Locale.US);

    private final String qualification;
    private final String sort;

    BmcQualification(String qualification, String sort) {
        this.qualification = qualification.strip();
        this.sort = sort.strip();
    }

    /** @return nothing if it cannot be understood */
    Optional<List<ObjectNode>> apply(List<ObjectNode> entries) {
        Predicate<JsonNode> any = values -> qualification.isEmpty();
        for (String alternative : qualification.isEmpty() ? new String[0] : qualification.split("\\s+OR\\s+")) {
            Predicate<JsonNode> all = values -> true;
            for (String term : alternative.split("\\s+AND\\s+")) {
                Matcher matcher = TERM.matcher(term);
                if (!matcher.matches()) {
                    return Optional.empty();
                }
                String value = matcher.group(4) != null ? matcher.group(4) : matcher.group(3).replace("\"\"", "\"");
                all = all.and(values -> holds(values.path(matcher.group(1)).asText(""), matcher.group(2), value));
            }
            any = any.or(all);
        }
        List<ObjectNode> found = entries.stream().filter(any).toList();
        return Optional.of(sort.isEmpty() ? found : found.stream().sorted(order()).toList());
    }

    private Comparator<JsonNode> order() {
        Comparator<JsonNode> order = (a, b) -> 0;
        for (String part : sort.split(",")) {
            String field = part.strip().replaceFirst("\\.(asc|desc)$", "");
            Comparator<JsonNode> next = Comparator.comparing(values -> values.path(field).asText(""));
            order = order.thenComparing(part.strip().endsWith(".desc") ? next.reversed() : next);
        }
        return order;
    }

    private static boolean holds(String field, String operator, String value) {
        if (operator.equals("LIKE")) {
            return field.matches(Pattern.quote(value).replace("%", "\\E.*\\Q"));
        }
        Optional<Instant> time = time(field);
        int compared = time.isPresent() && time(value).isPresent() ? time.get().compareTo(time(value).get()) : field.compareTo(value);
        return switch (operator) {
            case ">=" -> compared >= 0;
            case "<=" -> compared <= 0;
            case ">" -> compared > 0;
            case "<" -> compared < 0;
            case "!=" -> compared != 0;
            default -> compared == 0;
        };
    }

    private static Optional<Instant> time(String text) {
        if (text.matches("[0-9]{9,11}")) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        }
        if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T.+[0-9Z]")) {
            return Optional.of(text.matches(".*(Z|[+-][0-9:]{4,5})$") ? OffsetDateTime.parse(text, ISO).toInstant()
                : LocalDateTime.parse(text, ISO).toInstant(ZoneOffset.UTC));
        }
        return text.matches("[0-9]{1,2}/[0-9]{1,2}/[0-9]{4} [0-9:]+ [AP]M") ? Optional.of(LocalDateTime.parse(text, LOCALE).toInstant(ZoneOffset.UTC)) : Optional.empty();
    }
}
