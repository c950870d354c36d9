package io.serai.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Rows of one table, and the encoded queries that the Table API understands; as in ServiceNow a clause that is not understood is ignored. */
final class ServiceNowRows {

    /** Longest first, so that {@code >=} is not taken for {@code >}. */
    private static final List<String> OPERATORS = List.of("ISNOTEMPTY", "ISEMPTY", "STARTSWITH", "LIKE", "IN", ">=", "<=", "!=", ">", "<", "=");

    private static final int CAP = 10_000;

    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

    void put(Map<String, String> row) {
        rows.put(row.get("sys_id"), row);
    }

    Map<String, String> get(String sysId) {
        return rows.get(sysId);
    }

    void clear() {
        rows.clear();
    }

    List<Map<String, String>> all() {
        return new ArrayList<>(rows.values());
    }

    /**
     * A page of the rows that match {@code sysparm_query}, with what tells of the next one.
     *
     * @param address of the table
     */
    Answer page(Call call, String address) {
        List<Map<String, String>> found = query(call.parameter("sysparm_query"));
        int offset = number(call.parameter("sysparm_offset"), 0);
        int limit = Math.min(CAP, number(call.parameter("sysparm_limit"), CAP));
        ArrayNode page = JsonNodeFactory.instance.arrayNode();
        found.stream().skip(offset).limit(limit).forEach(row -> page.add(only(row, call.parameter("sysparm_fields"))));
        Answer answer = Answer.ok(JsonNodeFactory.instance.objectNode().set("result", page)).with("X-Total-Count", Integer.toString(found.size()));
        return offset + limit >= found.size() ? answer
            : answer.with("Link", "<" + address + "?sysparm_limit=" + limit + "&sysparm_offset=" + (offset + limit) + ">;rel=\"next\"");
    }

    /** @param fields by their names, with commas between; empty for all */
    static ObjectNode only(Map<String, String> row, String fields) {
        ObjectNode some = JsonNodeFactory.instance.objectNode();
        for (String field : fields.isEmpty() ? row.keySet() : List.of(fields.split(","))) {
            some.put(field, row.getOrDefault(field, ""));
        }
        return some;
    }

    private static int number(String text, int otherwise) {
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    /** Rows that match, in the order that is asked for; {@code ^NQ} begins an alternative. */
    List<Map<String, String>> query(String encoded) {
        Comparator<Map<String, String>> order = null;
        Predicate<Map<String, String>> any = row -> false;
        boolean newestFirst = false;
        for (String alternative : encoded.split("\\^NQ")) {
            Predicate<Map<String, String>> each = row -> true;
            for (String clause : alternative.split("\\^")) {
                if (clause.startsWith("ORDERBYDESC")) {
                    Comparator<Map<String, String>> next = Comparator.<Map<String, String>, String>comparing(row -> row.getOrDefault(clause.substring(11), "")).reversed();
                    order = order == null ? next : order.thenComparing(next);
                    newestFirst = true;
                } else if (clause.startsWith("ORDERBY")) {
                    Comparator<Map<String, String>> next = Comparator.comparing(row -> row.getOrDefault(clause.substring(7), ""));
                    order = order == null ? next : order.thenComparing(next);
                } else {
                    each = each.and(clause(clause));
                }
            }
            any = any.or(each);
        }
        List<Map<String, String>> all = all();
        if (newestFirst) {
            Collections.reverse(all);
        }
        return all.stream().filter(any).sorted(order == null ? (a, b) -> 0 : order).toList();
    }

    private static Predicate<Map<String, String>> clause(String clause) {
        for (int at = 1; at < clause.length(); at++) {
            for (String operator : OPERATORS) {
                if (clause.startsWith(operator, at)) {
                    String field = clause.substring(0, at);
                    String value = clause.substring(at + operator.length());
                    return row -> holds(row.getOrDefault(field, ""), operator, value);
                }
            }
        }
        return row -> true;
    }

    private static boolean holds(String field, String operator, String value) {
        return switch (operator) {
            case ">=" -> field.compareTo(value) >= 0;
            case "<=" -> field.compareTo(value) <= 0;
            case ">" -> field.compareTo(value) > 0;
            case "<" -> field.compareTo(value) < 0;
            case "!=" -> !field.equals(value);
            case "LIKE" -> field.contains(value);
            case "STARTSWITH" -> field.startsWith(value);
            case "IN" -> List.of(value.split(",")).contains(field);
            case "ISEMPTY" -> field.isEmpty();
            case "ISNOTEMPTY" -> !field.isEmpty();
            default -> field.equals(value);
        };
    }
}
