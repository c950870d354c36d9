package io.serai.connector;

import io.serai.home.YamlMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The only placeholders of a connector's file: {@code {{env:NAME}}} and {@code {{env:NAME:default}}}, {@code {{file:PATH}}}, and
 * {@code {{hashicorp:ENGINE:SECRET#FIELD}}} or, for one version, {@code {{hashicorp:ENGINE:SECRET#FIELD@2}}}.
 */
final class Placeholders {

    /** What a message says where a secret stands in clear. */
    static final String SECRET_FORM = "write {{env:NAME}} and set NAME in the environment, or say where it is kept: {{file:PATH}}, {{hashicorp:ENGINE:SECRET#FIELD}}";

    private static final Pattern ANY = Pattern.compile("\\{\\{(.*?)}}");
    private static final Pattern ENV = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_.-]*)(?::(.*))?");
    private static final Pattern KEPT = Pattern.compile("file:[A-Za-z0-9_.,@+/-]{1,500}"
        + "|hashicorp:[A-Za-z0-9_-]{1,100}:[A-Za-z0-9_.-]{1,100}(?:/[A-Za-z0-9_.-]{1,100}){0,9}#[A-Za-z0-9_.-]{1,100}(?:@[1-9][0-9]{0,8})?");

    private Placeholders() {
    }

    /** True if the value is one placeholder, without a default, and nothing else: the form of a secret. */
    static boolean isSecretReference(String value) {
        Matcher any = ANY.matcher(value);
        if (!any.matches()) {
            return false;
        }
        Matcher env = ENV.matcher(any.group(1));
        return env.matches() ? env.group(2) == null : KEPT.matcher(any.group(1)).matches();
    }

    static boolean isLiteral(String value) {
        return !value.contains("{{");
    }

    /** @return what is wrong with the placeholders of a value */
    static Optional<String> fault(String value) {
        Matcher any = ANY.matcher(value);
        while (any.find()) {
            if (!ENV.matcher(any.group(1)).matches() && !KEPT.matcher(any.group(1)).matches()) {
                return Optional.of("the only placeholders are {{env:NAME}} and {{env:NAME:default}}, {{file:PATH}} and {{hashicorp:ENGINE:SECRET#FIELD}}");
            }
        }
        return any.replaceAll("").contains("{{") ? Optional.of("a placeholder is not closed with }}") : Optional.empty();
    }

    /** Tells what is wrong with the placeholders of a field, and what it needs. */
    static void check(YamlMap map, String key, String value, Set<String> needed) {
        fault(value).ifPresent(fault -> map.fault(key, fault));
        needed.addAll(needed(value));
    }

    /** What a value needs that has no default: names of variables, and references as {@link References} takes them. */
    static Set<String> needed(String value) {
        Set<String> names = new LinkedHashSet<>();
        Matcher any = ANY.matcher(value);
        while (any.find()) {
            Matcher env = ENV.matcher(any.group(1));
            if (env.matches() && env.group(2) == null) {
                names.add(env.group(1));
            } else if (KEPT.matcher(any.group(1)).matches()) {
                names.add(any.group(1));
            }
        }
        return names;
    }

    /**
     * @param find finds the value of a variable or of another reference
     * @throws IllegalStateException naming what is not set
     */
    static String resolve(String value, Function<String, Optional<String>> find) {
        return ANY.matcher(value).replaceAll(match -> {
            Matcher env = ENV.matcher(match.group(1));
            boolean variable = env.matches();
            if (!variable && !KEPT.matcher(match.group(1)).matches()) {
                throw new IllegalStateException("no placeholder of ours");
            }
            String reference = variable ? env.group(1) : match.group(1);
            return Matcher.quoteReplacement(find.apply(reference).or(() -> variable ? Optional.ofNullable(env.group(2)) : Optional.empty())
                .orElseThrow(() -> new IllegalStateException(reference + " is not set")));
        });
    }
}
