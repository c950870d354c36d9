package io.serai.action;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The placeholders of an action's file: <code>{{serai.name}}</code> for a setting, <code>{{env:NAME}}</code> for an environment variable. */
final class Placeholders {

    private static final Pattern ANY = Pattern.compile("\\{\\{(.*?)}}");
    private static final Pattern NAME = Pattern.compile("(serai\\.[a-z0-9.-]+)|env:([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern SECRET = Pattern.compile("\\{\\{env:([A-Za-z_][A-Za-z0-9_]*)}}");

    private Placeholders() {
    }

    /** True if the value is one <code>{{env:NAME}}</code> and nothing else. */
    static boolean isSecret(String value) {
        return SECRET.matcher(value).matches();
    }

    /** @return the names that the value stands on, or nothing if one of its placeholders is of no known kind */
    static Optional<Set<String>> names(String value) {
        Set<String> names = new LinkedHashSet<>();
        Matcher any = ANY.matcher(value);
        while (any.find()) {
            Matcher name = NAME.matcher(any.group(1));
            if (!name.matches()) {
                return Optional.empty();
            }
            names.add(name.group(1) == null ? name.group(2) : name.group(1));
        }
        return Optional.of(names);
    }

    /** Puts in what the settings say; all names must be set. */
    static String resolve(String value, Function<String, Optional<String>> settings) {
        return ANY.matcher(value).replaceAll(match -> {
            String name = match.group(1).replaceFirst("^env:", "");
            return Matcher.quoteReplacement(settings.apply(name).orElseThrow(() -> new IllegalStateException(name + " is not set")));
        });
    }
}
