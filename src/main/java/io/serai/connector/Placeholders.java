package io.serai.connector;

import io.serai.home.YamlMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The only placeholders of a connector's file: {@code {{env:NAME}}} and {@code {{env:NAME:default}}}. */
final class Placeholders {

    private static final Pattern ANY = Pattern.compile("\\{\\{(.*?)}}");
    private static final Pattern ENV = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_.-]*)(?::(.*))?");

    private Placeholders() {
    }

    /** True if the value is one placeholder, without a default, and nothing else: the form of a secret. */
    static boolean isSecretReference(String value) {
        Matcher any = ANY.matcher(value);
        return any.matches() && ENV.matcher(any.group(1)).matches() && !any.group(1).substring(4).contains(":");
    }

    static boolean isLiteral(String value) {
        return !value.contains("{{");
    }

    /** @return what is wrong with the placeholders of a value */
    static Optional<String> fault(String value) {
        Matcher any = ANY.matcher(value);
        while (any.find()) {
            if (!ENV.matcher(any.group(1)).matches()) {
                return Optional.of("the only placeholders are {{env:NAME}} and {{env:NAME:default}}");
            }
        }
        return any.replaceAll("").contains("{{") ? Optional.of("a placeholder is not closed with }}") : Optional.empty();
    }

    /** Tells what is wrong with the placeholders of a field, and which variables it needs. */
    static void check(YamlMap map, String key, String value, Set<String> needed) {
        fault(value).ifPresent(fault -> map.fault(key, fault));
        needed.addAll(needed(value));
    }

    /** The names in a value that have no default. */
    static Set<String> needed(String value) {
        Set<String> names = new LinkedHashSet<>();
        Matcher any = ANY.matcher(value);
        while (any.find()) {
            Matcher env = ENV.matcher(any.group(1));
            if (env.matches() && env.group(2) == null) {
                names.add(env.group(1));
            }
        }
        return names;
    }

    /** @throws IllegalStateException naming the variable that is not set */
    static String resolve(String value, Function<String, Optional<String>> environment) {
        return ANY.matcher(value).replaceAll(match -> {
            Matcher env = ENV.matcher(match.group(1));
            if (!env.matches()) {
                throw new IllegalStateException("no placeholder of ours");
            }
            return Matcher.quoteReplacement(environment.apply(env.group(1)).or(() -> Optional.ofNullable(env.group(2)))
                .orElseThrow(() -> new IllegalStateException(env.group(1) + " is not set")));
        });
    }
}
