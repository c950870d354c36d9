package io.serai.connector;

import io.serai.home.YamlMap;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code limits:} of a connector's file: how often the system may be called. */
final class ReadLimits {

    private static final String NUMBER = "[1-9][0-9]{0,5}";

    private final Function<String, Optional<String>> environment;

    ReadLimits(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    Optional<Limits> read(YamlMap limits) {
        limits.allow("calls", "per");
        Optional<String> calls = limits.required("calls");
        if (calls.isPresent() && (Placeholders.fault(calls.get()).isPresent() || !Placeholders.needed(calls.get()).isEmpty())) {
            limits.fault("calls", "'calls' must be a number, or {{env:NAME:number}}");
            return Optional.empty();
        }
        Optional<String> number = calls.map(text -> Placeholders.resolve(text, environment));
        if (number.isPresent() && !number.get().matches(NUMBER)) {
            limits.fault("calls", "'calls' must be a whole number of 1 to 999999");
        }
        Duration per = limits.duration("per").orElse(Duration.ofMinutes(1));
        if (per.compareTo(Duration.ofSeconds(1)) < 0 || per.compareTo(Duration.ofDays(1)) > 0) {
            limits.fault("per", "'per' must be between 1s and 1d");
        }
        return number.filter(text -> text.matches(NUMBER)).map(text -> new Limits(Integer.parseInt(text), per));
    }
}
