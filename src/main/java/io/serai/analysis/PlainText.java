package io.serai.analysis;

import io.serai.knowledge.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes a model's words harmless to show: no markup, no images, no control characters, and no address that no runbook contains. */
final class PlainText {

    private static final Pattern ADDRESS = Pattern.compile("(?i)\\b(?:[a-z][a-z0-9+.-]{1,20}://|www\\.|data:|javascript:)[^\\s)\\]>\"']+");

    private final String known;

    PlainText(List<Evidence> evidence) {
        this(evidence.stream().map(Evidence::excerpt).map(String::valueOf).collect(Collectors.joining("\n")));
    }

    /** @param known what the model was told: addresses in it stay */
    PlainText(String known) {
        this.known = known;
    }

    Optional<String> of(String text) {
        String plain = RunbookChunk.plain(text).codePoints()
            .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.SURROGATE)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        String safe = ADDRESS.matcher(plain).replaceAll(
            address -> known.contains(address.group()) ? Matcher.quoteReplacement(address.group()) : "(address removed)").strip();
        return safe.isEmpty() ? Optional.empty() : Optional.of(safe);
    }
}
