package io.serai.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A call that arrived.
 *
 * @param query   as it was sent, or {@code null}
 * @param headers by their names in any case
 */
public record Call(String method, String path, String query, Map<String, List<String>> headers, String body) {

    /** A header's only value; empty if there is none or more than one. */
    public String header(String name) {
        return headers.getOrDefault(name, List.of()).size() == 1 ? headers.get(name).get(0) : "";
    }

    /** A parameter of the query, decoded; empty if there is none. */
    public String parameter(String name) {
        return parameter(query, name);
    }

    /** A field of a form, decoded; empty if there is none, or no form. */
    public String field(String name) {
        return header("Content-Type").startsWith("application/x-www-form-urlencoded") ? parameter(body, name) : "";
    }

    boolean is(String method, String path) {
        return this.method.equals(method) && this.path.equals(path);
    }

    boolean bears(String user, String password) {
        return header("Authorization").equals("Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    private static String parameter(String encoded, String name) {
        for (String pair : (encoded == null ? "" : encoded).split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
