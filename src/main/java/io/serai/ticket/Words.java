package io.serai.ticket;

import java.util.List;
import java.util.function.Function;

/** Reads the closed vocabularies of a ticket with an error that names the field and the words allowed. */
final class Words {

    private Words() {
    }

    static <T> T read(String field, String text, List<T> values, Function<T, String> json) {
        return values.stream().filter(value -> json.apply(value).equals(text)).findFirst()
            .orElseThrow(() -> new InvalidTicketException(field, "is not one of " + values.stream().map(json).toList()));
    }
}
