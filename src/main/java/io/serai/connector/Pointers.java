package io.serai.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Places in a vendor's record; the first of them that holds something counts. */
record Pointers(List<JsonPointer> places) {

    private static final int LENGTH = 200;
    private static final Pattern FORM = Pattern.compile("(?:/(?:[^/~]|~[01])*+)++");
    /** A macro or variable that the vendor has put nothing in for: {@code {HOST.NAME}}, {@code ${N=Alerting;M=X}}, {@code $HOSTNAME}. */
    private static final Pattern UNRESOLVED = Pattern.compile("\\{[$#A-Z?][^{}]*}|\\$\\{[^{}]*}|\\$[A-Z][A-Z0-9_]*|\\*UNKNOWN\\*");

    Pointers {
        places = List.copyOf(places);
    }

    /** @throws IllegalArgumentException if one of the texts is no JSON pointer (RFC 6901), or is the whole record, or longer than 200 characters */
    static Pointers of(List<String> pointers) {
        return new Pointers(pointers.stream().map(text -> {
            if (text.length() > LENGTH || !FORM.matcher(text).matches()) {
                throw new IllegalArgumentException(text.length() > LENGTH ? text.substring(0, LENGTH) : text);
            }
            return JsonPointer.compile(text);
        }).toList());
    }

    /** What stands there as text: one value, or those of a list, possibly none. Blank ones, objects and unresolved macros count as nothing. */
    List<String> values(JsonNode record) {
        for (JsonPointer place : places) {
            JsonNode node = record.at(place);
            List<String> values = new ArrayList<>();
            if (node.isArray()) {
                node.forEach(one -> text(one).ifPresent(values::add));
            } else {
                text(node).ifPresent(values::add);
            }
            if (!values.isEmpty()) {
                return values;
            }
        }
        return List.of();
    }

    /** The same as one text, the values of a list parted by commas. */
    Optional<String> joined(JsonNode record) {
        return Optional.of(String.join(",", values(record))).filter(text -> !text.isEmpty());
    }

    private static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull()
            ? Optional.of(node.asText().strip()).filter(text -> !text.isEmpty() && !UNRESOLVED.matcher(text).matches()) : Optional.empty();
    }
}
