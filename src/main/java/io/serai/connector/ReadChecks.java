package io.serai.connector;

import io.serai.home.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code check:} of a connector's file: what is asked to see whether credentials and permissions are right. */
final class ReadChecks {

    private ReadChecks() {
    }

    static List<Check> read(YamlMap file) {
        List<Check> checks = new ArrayList<>();
        for (YamlMap one : file.maps("check")) {
            one.allow("what", "get", "post", "body", "headers", "expect", "or");
            String what = one.required("what").orElse("");
            Optional<Check> or = one.map("or").flatMap(other -> {
                other.allow("get", "post", "body", "headers", "expect");
                return read(other, "post", what, null);
            });
            read(one, "what", what, or.orElse(null)).ifPresent(checks::add);
        }
        return List.copyOf(checks);
    }

    /** @param at the key whose line a fault of the whole check is shown at */
    private static Optional<Check> read(YamlMap one, String at, String what, Check or) {
        Optional<String> address = one.text("get").or(() -> one.text("post"));
        if (one.has("get") == one.has("post") || address.isEmpty()) {
            one.fault(at, "a check takes either 'get' or 'post', an address");
            return Optional.empty();
        }
        if (one.has("body") && !one.has("post")) {
            one.fault("body", "'body' goes with 'post'");
        }
        for (String key : List.of("get", "post", "body")) {
            one.text(key).flatMap(Placeholders::fault).ifPresent(fault -> one.fault(key, fault));
        }
        Map<String, String> expect = texts(one, "expect");
        expect.keySet().stream().filter(pointer -> !pointer.matches("(/[^/]{1,100}){1,10}")).findFirst()
            .ifPresent(pointer -> one.fault("expect", "'expect' must name JSON pointers such as /result"));
        return Optional.of(new Check(what, one.has("get") ? "GET" : "POST", address.get(), one.text("body").orElse(null), texts(one, "headers"), expect, or));
    }

    private static Map<String, String> texts(YamlMap one, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        one.map(key).ifPresent(map -> map.keys().forEach(name -> map.text(name).ifPresent(value -> texts.put(name, value))));
        return texts;
    }
}
