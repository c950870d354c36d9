package io.serai.knowledge;

import io.serai.language.Shortened;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is shown of a runbook: all of it where it is short, else the chunk that fits best and the sections that say what to do. An analyst
 * reads cause and steps out of it, and the chunk nearest to a ticket is often the one with the symptoms.
 */
final class Excerpt {

    /** In characters. */
    static final int LENGTH = 2_000;
    private static final int CHUNK = 800;
    private static final int ADVICE = LENGTH - CHUNK - 10;
    private static final Pattern HEADING = Pattern.compile("^(#{1,6})[ \\t]+(.*)$");
    private static final Pattern ADVISES = Pattern.compile(
        "cause|meaning|step|resol|mitigat|fix|solution|action|remediat|procedure|what to do|workaround|recover|repair|how to|troubleshoot|response");

    private Excerpt() {
    }

    /** The sections whose headings promise causes or steps, with their headings, in their order; cut at a line's end; empty if there are none. */
    static String advice(String markdown) {
        StringBuilder advice = new StringBuilder();
        int open = 0;
        boolean code = false;
        for (String line : markdown.lines().toList()) {
            code ^= line.strip().startsWith("```");
            Matcher heading = HEADING.matcher(line);
            if (!code && heading.matches()) {
                int level = heading.group(1).length();
                if (open == 0 || level <= open) {
                    open = level > 1 && ADVISES.matcher(heading.group(2).toLowerCase(Locale.ROOT)).find() ? level : 0;
                }
            }
            if (open > 0) {
                if (advice.length() + line.length() + 1 > ADVICE) {
                    break;
                }
                advice.append(line).append('\n');
            }
        }
        return advice.toString().strip();
    }

    /**
     * @param opening the runbook's first {@link #LENGTH} characters
     * @param chunk   the chunk nearest to the question, or {@code null}
     */
    static String of(String opening, String advice, String chunk) {
        if (opening.length() < LENGTH) {
            return opening;
        }
        String nearest = chunk == null ? opening : chunk;
        if (advice.isEmpty() || nearest.contains(advice)) {
            return Shortened.to(nearest, LENGTH);
        }
        return String.join("\n\n", List.of(Shortened.to(nearest, CHUNK), advice));
    }
}
