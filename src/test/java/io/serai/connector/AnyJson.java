package io.serai.connector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * JSON of any shape, up to five levels deep.
 *
 * @param keys of its objects
 * @param text a JSON text that stands in it now and then
 */
record AnyJson(List<String> keys, String text) {

    String next(Random random) {
        return value(random, 0);
    }

    private String value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 9)) {
            case 0 -> "null";
            case 1 -> Integer.toString(random.nextInt(10) - 2);
            case 2 -> random.nextBoolean() ? "1e3" : "true";
            case 3 -> "\"\"";
            case 4 -> text;
            case 5 -> "\"" + random.nextInt(5) + "\"";
            case 6 -> "[" + value(random, depth + 1) + "," + value(random, depth + 1) + "]";
            default -> {
                Map<String, String> fields = new HashMap<>();
                for (int i = random.nextInt(8); i >= 0; i--) {
                    fields.put(keys.get(random.nextInt(keys.size())), value(random, depth + 1));
                }
                yield "{" + String.join(",", fields.entrySet().stream().map(field -> "\"" + field.getKey() + "\":" + field.getValue()).toList()) + "}";
            }
        };
    }
}
