package io.serai.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list, as the API answers it: {@code {"items":[…],"next":"…"}}.
 *
 * @param items at most as many as were asked for, in the list's order; possibly none
 * @param next  the value of {@code after} that fetches the following page, or {@code null} (absent in JSON) on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, String next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page from what a query found.
     *
     * @param found  the items after the request's cursor, at most {@link PageRequest#limit()} of them: the one too many tells that a page follows
     * @param cursor what identifies an item in the list's order, made of the characters that {@link PageRequest} lets in
     */
    public static <T> Page<T> of(List<T> found, PageRequest request, Function<? super T, String> cursor) {
        if (found.size() <= request.size()) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, request.size());
        return new Page<>(items, cursor.apply(items.get(items.size() - 1)));
    }
}
