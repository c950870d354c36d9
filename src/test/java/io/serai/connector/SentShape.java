package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What calls consist of, without their values: methods with paths, names of parameters and headers, and the fields of JSON in a body or a parameter.
 * A value that gets out of its place makes another shape.
 *
 * @param parts such as {@code GET /a/b}, {@code header accept}, {@code ?input_data}, {@code ?input_data/list_info/row_count}, {@code body/note}
 */
record SentShape(Set<String> parts) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ADDRESS = 8_192;
    private static final int LONGEST_HEADER = 4_096;
    private static final int LONGEST_BODY = 256 << 10;
    private static final Pattern LINE = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) /[!-~]* HTTP/1\\.1");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+: [\\t -~]*");
    private static final Pattern HOST = Pattern.compile("(?i)host: 127\\.0\\.0\\.1:[0-9]{1,5}");

    static SentShape of(Collection<RawVendor.Request> requests) {
        Set<String> parts = new TreeSet<>();
        requests.forEach(request -> parts.addAll(parts(request)));
        return new SentShape(parts);
    }

    /**
     * @param checked true if not even an encoded value may say "injected" in the address
     * @throws AssertionError if the request has a part that is not of this shape, or is no proper HTTP, octet by octet
     */
    void holds(RawVendor.Request request, boolean checked) {
        assertThat(request.line()).matches(LINE).hasSizeLessThan(LONGEST_ADDRESS);
        assertThat(request.headers()).allSatisfy(header -> assertThat(header).matches(HEADER).hasSizeLessThan(LONGEST_HEADER));
        assertThat(request.headers().stream().filter(header -> header.toLowerCase(Locale.ROOT).startsWith("host:"))).singleElement()
            .satisfies(host -> assertThat(host).matches(HOST));
        assertThat(request.body().length).isLessThan(LONGEST_BODY);
        assertThat(parts).containsAll(parts(request));
        if (checked) {
            assertThat(decoded(decoded(target(request))).toLowerCase(Locale.ROOT)).doesNotContain("injected");
        }
    }

    private static String target(RawVendor.Request request) {
        return request.line().split(" ")[1];
    }

    private static Set<String> parts(RawVendor.Request request) {
        Set<String> parts = new TreeSet<>();
        String[] target = target(request).split("\\?", 2);
        parts.add(request.line().split(" ")[0] + " " + target[0]);
        request.headers().forEach(header -> parts.add("header " + header.split(":", 2)[0].toLowerCase(Locale.ROOT)));
        parameters("?", target.length > 1 ? target[1] : "", parts);
        String body = request.text();
        if (!fields("body", body, parts)) {
            parameters("body ", body, parts);
        }
        return parts;
    }

    private static void parameters(String prefix, String text, Set<String> parts) {
        for (String parameter : text.isEmpty() ? List.<String>of() : List.of(text.split("&", -1))) {
            String[] pair = parameter.split("=", 2);
            parts.add(prefix + pair[0]);
            fields(prefix + pair[0], pair.length > 1 ? decoded(pair[1]) : "", parts);
        }
    }

    /** @return false if the text is no JSON */
    private static boolean fields(String place, String text, Set<String> parts) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return false;
        }
        try {
            fields(place, JSON.readTree(text), parts);
            return true;
        } catch (IOException e) {
            throw new AssertionError("no JSON in " + place + ": " + text.substring(0, Math.min(200, text.length())), e);
        }
    }

    private static void fields(String place, JsonNode node, Set<String> parts) {
        parts.add(place);
        node.fields().forEachRemaining(field -> fields(place + "/" + field.getKey(), field.getValue(), parts));
        if (node.isArray()) {
            node.forEach(element -> fields(place + "[]", element, parts));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
