package io.serai.analysis;

import io.serai.language.Shortened;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads the cause and the steps out of a piece of a Markdown runbook: sections by their headings, steps from numbered or bulleted lines.
 * Text goes out plain, without Markdown.
 */
final class RunbookChunk {

    private static final int STEPS = 20;
    private static final int STEP_LENGTH = 500;
    private static final int CAUSE_LENGTH = 400;

    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.+?)\\s*#*$|^\\*\\*([^*]{2,60})\\*\\*:?$|^([A-Z][\\w ']{2,40}):$"
        + "|^((?:[Ll]ikely |[Rr]oot |[Pp]ossible )?[Cc]auses?|Symptoms?|Meaning|Impact|Diagnosis|Steps|Resolution|Mitigation|Fix|Solution|Verify)$");
    private static final Pattern NUMBERED = Pattern.compile("^\\s{0,8}(?:\\d{1,2}[.)]|[Ss]tep \\d{1,2}[:.)])\\s+(.+)$");
    private static final Pattern BULLET = Pattern.compile("^\\s{0,8}[-*+]\\s+(?:\\[[ x]]\\s+)?(.+)$");
    private static final Pattern CAUSE = Pattern.compile("cause|meaning|reason|why|background|explanation|what (?:it|this) means|overview|diagnosis");
    private static final Pattern ACT = Pattern.compile(
        "step|resol|mitigat|fix|solution|action|remediat|procedure|what to do|workaround|recover|repair|how to|instruction|troubleshoot|response|playbook|debug|runbook");
    private static final Pattern SENTENCE = Pattern.compile("^.{30,}?[.!?](?=\\s|$)", Pattern.DOTALL);

    /** HTML, but not a placeholder like {@code <service>}. */
    private static final String MARKUP = "(?is)</?(?:a|abbr|audio|b|base|body|br|button|code|details|div|em|embed|form|frame|h[1-6]|head|hr|html|i|iframe|img|"
        + "input|kbd|li|link|math|meta|object|ol|p|pre|script|select|span|strong|style|sub|summary|sup|svg|t[bdhr]|table|textarea|u|ul|video)\\b[^>]{0,500}>"
        + "|<[^>]{0,200}[=/!:][^>]{0,200}>";

    private final List<Section> sections = new ArrayList<>();

    RunbookChunk(String markdown) {
        Section section = new Section("");
        sections.add(section);
        boolean code = false;
        for (String line : markdown == null ? List.<String>of() : markdown.lines().toList()) {
            if (line.strip().startsWith("```") || line.strip().startsWith("~~~")) {
                code = !code;
                continue;
            }
            Matcher heading = HEADING.matcher(line.strip());
            if (!code && heading.matches()) {
                section = new Section(IntStream.rangeClosed(1, heading.groupCount()).mapToObj(heading::group).filter(Objects::nonNull)
                    .findFirst().orElseThrow().toLowerCase(Locale.ROOT));
                sections.add(section);
            } else {
                section.add(line, code);
            }
        }
    }

    /** The first sentence or two of the section that tells causes, else none. */
    Optional<String> cause() {
        return sections.stream().filter(section -> CAUSE.matcher(section.heading).find()).map(Section::prose)
            .filter(text -> text.length() >= 15).findFirst().map(RunbookChunk::firstSentences);
    }

    /** In order, at most 20; from the sections that tell what to do, else from all numbered lines; never from other bullets, which are often symptoms. */
    List<String> steps() {
        List<String> steps = items(sections.stream().filter(section -> ACT.matcher(section.heading).find()).toList(), false);
        if (steps.isEmpty()) {
            steps = items(sections, true);
        }
        return steps.stream().limit(STEPS).toList();
    }

    private static List<String> items(List<Section> from, boolean numberedOnly) {
        List<String> items = new ArrayList<>();
        from.forEach(section -> {
            List<String> numbered = section.items(true);
            items.addAll(numbered.isEmpty() && !numberedOnly ? section.items(false) : numbered);
        });
        return items;
    }

    private static String firstSentences(String text) {
        Matcher sentence = SENTENCE.matcher(text);
        String first = sentence.find() ? sentence.group() : text;
        return Shortened.to(first, CAUSE_LENGTH);
    }

    static String plain(String markdown) {
        return markdown.replaceAll("!\\[[^]]*]\\([^)]*\\)", "").replaceAll("\\[([^]]+)]\\([^)]*\\)", "$1")
            .replaceAll(MARKUP, "").replaceAll("\\*\\*|__|`", "").replaceAll("\\s+", " ").strip();
    }

    private static final class Section {
        private final String heading;
        private final List<String> lines = new ArrayList<>();

        private Section(String heading) {
            this.heading = heading;
        }

        private void add(String line, boolean code) {
            lines.add(code && !line.isBlank() ? "\0" + line.strip() : line);
        }

        private String prose() {
            StringBuilder prose = new StringBuilder();
            for (String line : lines) {
                if (line.startsWith("\0")) {
                    continue;
                }
                if (line.isBlank() && prose.length() >= 15) {
                    break;
                }
                Matcher bullet = BULLET.matcher(line);
                prose.append(bullet.matches() ? bullet.group(1) : line).append(' ');
            }
            return plain(prose.toString());
        }

        /** Items with what is continued below them: indented lines, and commands in a code block. */
        private List<String> items(boolean numbered) {
            List<StringBuilder> items = new ArrayList<>();
            boolean open = false;
            for (String line : lines) {
                Matcher item = (numbered ? NUMBERED : BULLET).matcher(line);
                if (item.matches()) {
                    items.add(new StringBuilder(item.group(1)));
                    open = true;
                } else if (line.startsWith("\0") && open) {
                    items.get(items.size() - 1).append(" ; ").append(line.substring(1));
                } else if (open && line.startsWith(" ") && !line.isBlank()) {
                    items.get(items.size() - 1).append(' ').append(line.strip());
                } else if (!line.isBlank()) {
                    open = false;
                }
            }
            return items.stream().map(item -> Shortened.to(plain(item.toString()).replace(" ; ", ": ").replaceAll("::", ":"), STEP_LENGTH))
                .filter(text -> text.length() > 2).toList();
        }
    }
}
