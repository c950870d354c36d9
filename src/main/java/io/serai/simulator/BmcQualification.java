package io.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AR System's qualifications as far as the kamelets use them: comparisons of fields and numbers with texts, numbers or other fields, joined by AND, which
 * binds closer, and OR, with parentheses; and the order of a list ({@code Last Modified Date.asc,Incident Number.asc}). A time is compared with epoch
 * seconds; a time in words is not understood, since what it means depends on a locale.
 */
final class BmcQualification {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:'([^']+)'|\"((?:[^\"]|\"\")*)\"|([0-9]+)|(>=|<=|!=|=|>|<|[A-Za-z]+|[()]))");
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx");

    private final String text;
    private final String sort;
    private int at;
    private String field;
    private String value;
    private String word;

    BmcQualification(String qualification, String sort) {
        this.text = qualification.strip();
        this.sort = sort.strip();
    }

    private static final class NotUnderstoodException extends RuntimeException {
    }

    /** @return nothing if it cannot be understood */
    Optional<List<ObjectNode>> apply(List<ObjectNode> entries) {
        try {
            at = 0;
            Predicate<JsonNode> all = values -> true;
            if (!text.isEmpty()) {
                next();
                all = either();
                expect(null);
            }
            List<ObjectNode> found = entries.stream().filter(all).toList();
            return Optional.of(sort.isEmpty() ? found : found.stream().sorted(order()).toList());
        } catch (NotUnderstoodException e) {
            return Optional.empty();
        }
    }

    private void next() {
        field = null;
        value = null;
        word = null;
        if (at == text.length()) {
            return;
        }
        Matcher token = TOKEN.matcher(text).region(at, text.length());
        if (!token.lookingAt()) {
            throw new NotUnderstoodException();
        }
        field = token.group(1);
        value = token.group(2) == null ? token.group(3) : token.group(2).replace("\"\"", "\"");
        word = token.group(4);
        at = token.end();
    }

    private void expect(String expected) {
        if (expected == null ? field != null || value != null || word != null : !expected.equals(word)) {
            throw new NotUnderstoodException();
        }
    }

    private Predicate<JsonNode> either() {
        Predicate<JsonNode> all = both();
        while ("OR".equals(word)) {
            next();
            all = all.or(both());
        }
        return all;
    }

    private Predicate<JsonNode> both() {
        Predicate<JsonNode> all = one();
        while ("AND".equals(word)) {
            next();
            all = all.and(one());
        }
        return all;
    }

    private Predicate<JsonNode> one() {
        if ("(".equals(word)) {
            next();
            Predicate<JsonNode> inner = either();
            expect(")");
            next();
            return inner;
        }
        String leftField = field;
        String leftValue = operand();
        String operator = word;
        next();
        String rightField = field;
        String rightValue = operand();
        if (operator == null || !List.of(">=", "<=", "!=", "=", ">", "<", "LIKE").contains(operator)) {
            throw new NotUnderstoodException();
        }
        return values -> holds(leftField == null ? leftValue : values.path(leftField).asText(""), operator,
            rightField == null ? rightValue : values.path(rightField).asText(""));
    }

    private String operand() {
        String operand = value;
        if (field == null && value == null) {
            throw new NotUnderstoodException();
        }
        next();
        return operand;
    }

    private Comparator<JsonNode> order() {
        Comparator<JsonNode> order = (a, b) -> 0;
        for (String part : sort.split(",")) {
            String name = part.strip().replaceFirst("\\.(asc|desc)$", "");
            Comparator<JsonNode> next = Comparator.comparing(values -> values.path(name).asText(""));
            order = order.thenComparing(part.strip().endsWith(".desc") ? next.reversed() : next);
        }
        return order;
    }

    private static boolean holds(String left, String operator, String right) {
        if (operator.equals("LIKE")) {
            return left.matches("(?s)" + Pattern.quote(right).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q").replace("[", "\\E[").replace("]", "]\\Q"));
        }
        boolean times = left.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T.+");
        if (times && !right.matches("[0-9]{1,11}")) {
            throw new NotUnderstoodException();
        }
        int compared = times ? OffsetDateTime.parse(left, ISO).toInstant().compareTo(Instant.ofEpochSecond(Long.parseLong(right))) : left.compareTo(right);
        return switch (operator) {
            case ">=" -> compared >= 0;
            case "<=" -> compared <= 0;
            case ">" -> compared > 0;
            case "<" -> compared < 0;
            case "!=" -> compared != 0;
            default -> compared == 0;
        };
    }
}
