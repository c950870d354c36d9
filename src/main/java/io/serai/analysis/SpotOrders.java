package io.serai.analysis;

import io.serai.language.Shortened;
import io.serai.language.Watchwords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/**
 * Spots texts that give orders to whoever analyses them, or that hide something from the people who read them (OWASP LLM01:2025). Spotting them protects
 * nothing by itself: what a text may not do it cannot do anyway. But who writes such a text wants something, so a person looks first.
 * Stateless, safe for concurrent use.
 */
final class SpotOrders {

    /** More of a text is not looked at; no field of a ticket is longer. */
    private static final int LOOKED_AT = 131_072;
    private static final int SHOWN = 120;
    /** Words of a comment, or of what a blob holds, from which on it says something. */
    private static final int SAYING = 3;
    private static final int BLOBS = 50;

    /** Tools, roles and templates of models, as their makers document them; each with a sign that is in all that it finds, and quickly looked for. */
    private static final Map<String, List<Pattern>> SYNTAX = Map.of(
        "<", syntax("<\\|[a-z_]{2,30}\\|>", "<</?SYS>>",
            "</?(?:tool_call|tool_use|tool_result|function_calls?|function_results|invoke|system|system-prompt|assistant)\\b[^>\\n]{0,80}>"),
        "[", syntax("\\[/?INST\\]"),
        "\"", syntax("\"(?:tool_calls|function_call|proposedAction|tool_use)\"\\s{0,5}:", "\"role\"\\s{0,5}:\\s{0,5}\"(?:system|assistant|developer|tool)\"",
            "\"confidence\"\\s{0,5}:\\s{0,5}\"?[01][.\\d]{0,10}", "\"approved\"\\s{0,5}:\\s{0,5}(?:true|\"true|\"yes)"),
        ":", syntax("(?m)^\\s{0,8}(?:#{1,6}\\s{0,3}|\\*\\*)(?:system|assistant|developer)(?:\\*\\*)?\\s{0,3}:", "(?m)^#{1,6} ?(?:instruction|response):\\s*$",
            "(?m)^\\s{0,8}(?:system|developer) (?:prompt|message|instruction|note)s?\\s{0,3}:", "(?m)^\\s{0,8}assistant\\s{0,3}:",
            "\\b(?:system|developer)\\s{0,3}:\\s{0,3}(?:you|your|all|reply|respond|answer|ignore|from now|approve|propose|set|the (?:analyst|assistant|model|ai|case|requester))\\b"),
        "---", syntax("-{3,} ?case [0-9a-f-]{0,36} ?(?:begins|ends)"));

    /** Tag characters, variation selectors beyond the usual, and what turns the direction of writing round: none has a place in a ticket. */
    private static final Pattern HIDDEN = Pattern.compile("[\\x{E0000}-\\x{E007F}]|[\\x{E0100}-\\x{E01EF}]|[\\u202A-\\u202E\\u2066-\\u2069]");
    /** Zero-width characters within a Latin word; between other letters, and within emoji, some have a meaning. */
    private static final Pattern SPLIT_WORD = Pattern.compile("\\p{IsLatin}[\\u200B-\\u200D\\u2060-\\u2064\\uFEFF\\u180E]+\\p{IsLatin}");
    private static final String COMMENT = "<!--";
    private static final String COMMENT_END = "-->";
    /** Word's own comments, and style sheets. */
    private static final Pattern HARMLESS_COMMENT = Pattern.compile("^\\s*(?:\\[|/\\*|markdownlint|prettier|\\{|@|toc|/toc)");
    private static final Pattern BASE64 = Pattern.compile("(?<![\\w+/=])[A-Za-z0-9+/_-]{24,4096}={0,2}(?![\\w+/=])");
    private static final Pattern HEX = Pattern.compile("(?<!\\w)(?:[0-9a-fA-F]{2}){16,2048}(?!\\w)");
    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9a-fA-F]{2}){8,2048}");
    private static final int ASCII = 128;
    private static final List<String> TELLING = List.of("instruction", "ignore", "prompt", "confidence", "approv", "system", "anweisung", "ignorier");
    /** Arabic; what comes before sets spaces between words. */
    private static final int FIRST_UNSPACED = 0x0600;
    /** What a decoder puts for bytes that are no character. */
    private static final int NO_CHARACTER = 0xFFFD;
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    private final Watchwords sayings;
    private final List<Pattern> unspaced;

    SpotOrders() {
        List<String> lines = read().lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        this.sayings = Watchwords.ofSayings(lines.stream().filter(line -> !line.startsWith("~")).toList());
        this.unspaced = lines.stream().filter(line -> line.startsWith("~")).map(line -> Pattern.compile(line.substring(1))).toList();
    }

    private static String read() {
        try {
            return new ClassPathResource("analysis/orders.txt").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param where names the text, for the people who read the risk
     * @param text  of a ticket; possibly {@code null}
     * @return what was spotted, one of a kind; nothing, for a text like any other
     */
    List<Explanation.Risk> inTicket(String where, String text) {
        return in(where, text, true);
    }

    /** The same of a page; the programs that keep pages leave comments in many of them, which count here for what they say alone. */
    List<Explanation.Risk> inPage(String where, String text) {
        return in(where, text, false);
    }

    private List<Explanation.Risk> in(String where, String text, boolean comments) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        String some = text.length() <= LOOKED_AT ? text : text.substring(0, LOOKED_AT);
        Map<String, Explanation.Risk> found = new LinkedHashMap<>();
        saying(some).ifPresent(what -> add(found, "orders", where + " gives orders to whoever analyses it: " + shown(what)));
        SYNTAX.entrySet().stream().filter(each -> some.contains(each.getKey())).flatMap(each -> each.getValue().stream()).map(pattern -> pattern.matcher(some))
            .filter(Matcher::find).findFirst()
            .ifPresent(what -> add(found, "model-syntax", where + " holds what only models write or read: " + shown(what.group())));
        boolean plain = some.chars().allMatch(c -> c < ASCII);
        if (!plain && (HIDDEN.matcher(some).find() || SPLIT_WORD.matcher(some).find())) {
            add(found, "hidden-characters", where + " holds characters that nobody sees");
        }
        (comments ? comment(some) : Optional.<String>empty()).ifPresent(what -> add(found, "hidden-comment", where + " holds a comment that is not shown: " + shown(what)));
        encoded(some).ifPresent(what -> add(found, "encoded-text", where + " holds text in a code: " + shown(what)));
        return new ArrayList<>(found.values());
    }

    private static void add(Map<String, Explanation.Risk> found, String code, String text) {
        found.putIfAbsent(code, new Explanation.Risk(code, text, true));
    }

    private Optional<String> saying(String text) {
        return sayings.said(Watchwords.Text.of(text)).or(() -> unspacedSaying(text)).or(() -> turned(rotated(text)))
            .or(() -> turned(new StringBuilder(text).reverse().toString()));
    }

    private Optional<String> unspacedSaying(String text) {
        if (text.codePoints().allMatch(c -> c < FIRST_UNSPACED)) {
            return Optional.empty();
        }
        String seen = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "");
        return unspaced.stream().map(pattern -> pattern.matcher(seen)).filter(Matcher::find).map(Matcher::group).findFirst();
    }

    /** A text read backwards, or with each letter moved by 13, is looked through only if it holds a word that orders hardly go without. */
    private Optional<String> turned(String turned) {
        String lower = turned.toLowerCase(Locale.ROOT);
        return TELLING.stream().anyMatch(lower::contains) ? sayings.said(Watchwords.Text.of(turned)) : Optional.empty();
    }

    private static List<Pattern> syntax(String... regexes) {
        return Stream.of(regexes).map(regex -> Pattern.compile(regex, Pattern.CASE_INSENSITIVE)).toList();
    }

    private static String rotated(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            char first = c >= 'a' ? 'a' : 'A';
            turned.append(letter ? (char) (first + (c - first + 13) % 26) : c);
        }
        return turned.toString();
    }

    private static Optional<String> comment(String text) {
        int at = text.indexOf(COMMENT);
        for (int seen = 0; at >= 0 && seen < BLOBS; seen++) {
            int end = text.indexOf(COMMENT_END, at);
            String inner = text.substring(at + COMMENT.length(), end < at + COMMENT.length() ? text.length() : end);
            if (!HARMLESS_COMMENT.matcher(inner).find() && words(inner) >= SAYING) {
                return Optional.of(inner);
            }
            at = end < 0 ? -1 : text.indexOf(COMMENT, end);
        }
        return Optional.empty();
    }

    private static Optional<String> encoded(String text) {
        return Stream.of(blobs(text, BASE64, SpotOrders::base64), blobs(text, HEX, blob -> HexFormat.of().parseHex(blob)),
                blobs(text, PERCENT, blob -> HexFormat.of().parseHex(blob.replace("%", "")))).flatMap(Function.identity())
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8)).filter(SpotOrders::isSaying).findFirst();
    }

    private static Stream<byte[]> blobs(String text, Pattern pattern, Function<String, byte[]> decode) {
        return pattern.matcher(text).results().limit(BLOBS).map(found -> decode.apply(found.group()));
    }

    private static byte[] base64(String blob) {
        String plain = blob.replace('-', '+').replace('_', '/').replace("=", "");
        return Base64.getDecoder().decode(plain.substring(0, plain.length() - (plain.length() % 4 == 1 ? 1 : 0)));
    }

    /** What decodes by chance holds signs that no sentence has. */
    private static boolean isSaying(String decoded) {
        return decoded.codePoints().allMatch(c -> Character.isWhitespace(c) || !Character.isISOControl(c) && c != NO_CHARACTER && Character.isDefined(c))
            && decoded.contains(" ") && words(decoded) >= SAYING;
    }

    private static int words(String text) {
        return (int) WORD.matcher(text).results().limit(SAYING).count();
    }

    private static String shown(String text) {
        return "\u201C" + Shortened.to(text.replaceAll("[\\p{C}\\s]+", " ").strip(), SHOWN) + "\u201D";
    }
}
