package io.serai.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a call goes: scheme and authority as the action's file says, path and query with the parameters put in, percent-encoded.
 *
 * @param base  {@code https://host:port}, from the file alone
 * @param path  begins with a slash
 * @param query without the question mark, or {@code null}
 */
public record Address(String base, String path, String query) {

    /** The place that stands for the execution's id, which is its idempotency key: <code>{execution}</code>. */
    public static final String EXECUTION = "execution";

    private static final Pattern PLACE = Pattern.compile("(?<!\\{)\\{([A-Za-z][A-Za-z0-9_]*)}(?!})");
    private static final Pattern PARTS = Pattern.compile("(https?)://([^/?#]*)(/[^?#]*)?(\\?[^#]*)?(#.*)?", Pattern.CASE_INSENSITIVE);

    /**
     * Puts parameters in their places.
     *
     * @param execution  goes to <code>{execution}</code>
     * @param parameters passed the action's schema
     * @throws IllegalArgumentException if a place has no parameter, or one that would change which resource the path names
     */
    public static Address of(String url, String execution, JsonNode parameters) {
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no absolute http(s) URL");
        }
        String path = parts.group(3) == null ? "/" : parts.group(3);
        String query = parts.group(4) == null ? null : parts.group(4).substring(1);
        return new Address(base(parts), fill(path, execution, parameters), query == null ? null : fill(query, execution, parameters));
    }

    /** Scheme and authority of an action's URL. */
    public static String base(String url) {
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no absolute http(s) URL");
        }
        return base(parts);
    }

    private static String base(Matcher parts) {
        return parts.group(1).toLowerCase(Locale.ROOT) + "://" + parts.group(2);
    }

    /** The names of the places, in order. */
    static Set<String> places(String url) {
        Set<String> places = new LinkedHashSet<>();
        Matcher place = PLACE.matcher(url);
        while (place.find()) {
            places.add(place.group(1));
        }
        return places;
    }

    /** @return what is wrong with the URL of an action, its placeholders resolved */
    static List<String> faults(String url) {
        List<String> faults = new ArrayList<>();
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches() || parts.group(2).isEmpty()) {
            return List.of("'url' must be an absolute http(s) URL");
        }
        if (parts.group(2).contains("{") || parts.group(2).contains("}")) {
            faults.add("a {parameter} may stand in the path or the query of 'url', never in its host");
        }
        if (parts.group(2).contains("@")) {
            faults.add("'url' must not hold a user or a password");
        }
        if (parts.group(5) != null) {
            faults.add("'url' must not have a #fragment");
        }
        String filled = PLACE.matcher(url).replaceAll("x");
        if (faults.isEmpty() && !isUri(filled)) {
            faults.add("'url' is no valid URL");
        }
        return faults;
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String fill(String template, String execution, JsonNode parameters) {
        return PLACE.matcher(template).replaceAll(place -> {
            String name = place.group(1);
            if (name.equals(EXECUTION)) {
                return encode(execution);
            }
            JsonNode value = parameters.path(name);
            if (!value.isValueNode() || value.isNull() || value.asText().isEmpty()) {
                throw new IllegalArgumentException("parameter " + name + " is missing or no single value");
            }
            if (value.asText().matches("\\.{1,2}")) {
                throw new IllegalArgumentException("parameter " + name + " is a relative path");
            }
            return encode(value.asText());
        });
    }

    /** Percent-encodes all but the unreserved characters of RFC 3986, 2.3. */
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", octet & 0xFF));
            }
        }
        return encoded.toString();
    }
}
