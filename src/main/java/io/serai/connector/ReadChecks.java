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
            one.allow("what", "get", "post", "body", "headers", "expect");
            Optional<String> what = one.required("what");
            Optional<String> address = one.text("get").or(() -> one.text("post"));
            if (one.has("get") == one.has("post") || address.isEmpty()) {
                one.fault("what", "a check takes either 'get' or 'post', an address");
                continue;
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
            checks.add(new Check(what.orElse(""), one.has("get") ? "GET" : "POST", address.get(), one.text("body").orElse(null), texts(one, "headers"), expect));
        }
        return List.copyOf(checks);
    }

    private static Map<String, String> texts(YamlMap one, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        one.map(key).ifPresent(map -> map.keys().forEach(name -> map.text(name).ifPresent(value -> texts.put(name, value))));
        return texts;
    }
}
