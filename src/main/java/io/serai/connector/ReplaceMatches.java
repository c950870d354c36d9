package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.misc.OnigUtils;
import net.thisptr.jackson.jq.path.Path;
import org.joni.Matcher;
import org.joni.Option;
import org.joni.Region;

/**
 * What jq's {@code sub} and {@code gsub} come down to, for texts with any number of matches: that of jackson-jq 1.6 calls itself once a match, so that a
 * message with some thousands of them ends in a StackOverflowError, and goes round for ever on a match without length. Camel takes it from its registry,
 * under {@link #NAME}.
 */
final class ReplaceMatches implements Function {

    /** Name and number of arguments of the function that jackson-jq's own definitions of {@code sub} and {@code gsub} call. */
    static final String NAME = "_sub_impl/3";

    private record Replacing(Scope scope, JsonNode text, OnigUtils.Pattern pattern, Expression replacement) {

        /** @return no text if the replacement of a match gives none */
        List<String> replaced() throws JsonQueryException {
            byte[] octets = text.textValue().getBytes(StandardCharsets.UTF_8);
            Matcher matcher = pattern.regex.matcher(octets);
            StringBuilder result = new StringBuilder();
            int copied = 0;
            int from = 0;
            while (matcher.search(from, octets.length, Option.NONE) >= 0) {
                List<String> instead = instead(matcher, octets);
                if (instead.isEmpty()) {
                    return List.of();
                }
                result.append(text(octets, copied, matcher.getBegin())).append(instead.get(0));
                copied = matcher.getEnd();
                from = matcher.getEnd() > matcher.getBegin() ? copied : after(octets, copied);
                if (!pattern.global || from >= octets.length) {
                    break;
                }
            }
            return List.of(result.append(text(octets, copied, octets.length)).toString());
        }

        private List<String> instead(Matcher matcher, byte[] octets) throws JsonQueryException {
            ObjectNode captures = scope.getObjectMapper().createObjectNode();
            Region region = matcher.getRegion();
            for (int group = 1; region != null && group < region.getNumRegs(); group++) {
                if (pattern.names[group] != null) {
                    captures.set(pattern.names[group], region.getBeg(group) < 0 ? NullNode.getInstance()
                        : TextNode.valueOf(text(octets, region.getBeg(group), region.getEnd(group))));
                }
            }
            List<String> texts = new ArrayList<>();
            replacement.apply(scope, captures, value -> texts.add(value.asText()));
            if (texts.size() > 1) {
                throw new JsonQueryException("sub and gsub take one replacement for a match, not " + texts.size());
            }
            return texts;
        }

        /** @return where the character after that at {@code at} begins */
        private static int after(byte[] octets, int at) {
            int next = at + 1;
            while (next < octets.length && (octets[next] & 0xC0) == 0x80) {
                next++;
            }
            return next;
        }

        private static String text(byte[] octets, int from, int to) {
            return new String(octets, from, to - from, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void apply(Scope scope, List<Expression> args, JsonNode in, Path path, PathOutput output, Version version) throws JsonQueryException {
        args.get(0).apply(scope, in, pattern -> args.get(2).apply(scope, in, flags -> {
            if (!in.isTextual() || !pattern.isTextual() || !flags.isTextual()) {
                throw new JsonQueryException("sub and gsub take a text, a pattern and flags that are texts");
            }
            OnigUtils.Pattern compiled = new OnigUtils.Pattern(pattern.textValue(), flags.textValue());
            for (String replaced : new Replacing(scope, in, compiled, args.get(1)).replaced()) {
                output.emit(TextNode.valueOf(replaced), null);
            }
        }));
    }
}
