package io.serai.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts Markdown into chunks: at headings first, then between paragraphs (a fenced code block is one), then, where a paragraph alone is too
 * long, as {@link CutParagraph} says. A chunk that goes on from another begins with the end of that one.
 */
final class ChunkRunbook {

    /** Changes whenever the chunks of a text change; runbooks cut by another version are cut again. */
    static final String VERSION = "2";
    /** Longest chunk, in tokens of the model; title and headings, which are put before it, take part of the 512. */
    static final int LIMIT = 320;
    /** Largest overlap of two chunks of a section, in tokens. */
    static final int OVERLAP = 48;
    /** Most chunks of one runbook; what comes after is found by its words only. */
    static final int MOST = 2_000;
    private static final int SMALL = 60;

    private static final Pattern HEADING = Pattern.compile("^(#{1,6})[ \\t]+(.*?)[ \\t]*#*[ \\t]*$");
    static final Pattern FENCE = Pattern.compile("^ {0,3}(```+|~~~+).*");

    private final ToIntFunction<String> tokens;
    private final CutParagraph cut;

    ChunkRunbook(ToIntFunction<String> tokens) {
        this.tokens = tokens;
        this.cut = new CutParagraph(tokens);
    }

    /** @return in the order of the text, at most {@link #MOST}; none for a blank text */
    List<Chunk> chunks(String markdown) {
        List<Chunk> chunks = new ArrayList<>();
        for (Section section : sections(markdown)) {
            for (String text : pack(section.paragraphs())) {
                Chunk before = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
                if (before != null && tokens.applyAsInt(before.text()) < SMALL && tokens.applyAsInt(text) + SMALL < LIMIT) {
                    chunks.set(chunks.size() - 1, new Chunk(before.heading(), before.text() + "\n\n" + headed(section, before, text)));
                } else if (chunks.size() < MOST) {
                    chunks.add(new Chunk(section.heading(), text));
                }
            }
        }
        return chunks;
    }

    private static String headed(Section section, Chunk before, String text) {
        String own = section.heading().substring(section.heading().lastIndexOf(" > ") < 0 ? 0 : section.heading().lastIndexOf(" > ") + 3);
        return before.heading().equals(section.heading()) || own.isEmpty() ? text : own + "\n" + text;
    }

    private record Section(String heading, List<String> paragraphs) {
    }

    private static List<Section> sections(String markdown) {
        List<Section> sections = new ArrayList<>();
        String[] path = new String[6];
        List<String> paragraphs = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        String fence = null;
        String heading = "";
        for (String line : markdown.split("\n", -1)) {
            Matcher mark = FENCE.matcher(line);
            if (mark.matches()) {
                if (fence == null) {
                    fence = mark.group(1).substring(0, 3);
                } else if (mark.group(1).startsWith(fence)) {
                    fence = null;
                }
            }
            Matcher title = HEADING.matcher(line);
            if (fence == null && title.matches()) {
                close(paragraph, paragraphs);
                if (!paragraphs.isEmpty()) {
                    sections.add(new Section(heading, paragraphs));
                    paragraphs = new ArrayList<>();
                }
                int depth = title.group(1).length();
                path[depth - 1] = title.group(2);
                for (int i = depth; i < path.length; i++) {
                    path[i] = null;
                }
                heading = join(path);
            } else if (fence == null && line.isBlank()) {
                close(paragraph, paragraphs);
            } else {
                paragraph.append(line).append('\n');
            }
        }
        close(paragraph, paragraphs);
        if (!paragraphs.isEmpty()) {
            sections.add(new Section(heading, paragraphs));
        } else if (sections.isEmpty() && !heading.isEmpty()) {
            sections.add(new Section(heading, List.of(heading)));
        }
        return sections;
    }

    private static String join(String[] path) {
        StringBuilder joined = new StringBuilder();
        for (String part : path) {
            if (part != null && !part.isBlank()) {
                joined.append(joined.length() == 0 ? "" : " > ").append(part.strip());
            }
        }
        return joined.toString();
    }

    private static void close(StringBuilder paragraph, List<String> paragraphs) {
        String text = paragraph.toString().stripTrailing();
        if (!text.isBlank()) {
            paragraphs.add(text);
        }
        paragraph.setLength(0);
    }

    /** Fills chunks with whole pieces; the last piece of a full chunk, if it is short, opens the next one too. */
    private List<String> pack(List<String> paragraphs) {
        List<String> packed = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        int size = 0;
        String previous = "";
        for (String piece : pieces(paragraphs)) {
            int length = tokens.applyAsInt(piece);
            if (size > 0 && size + length > LIMIT) {
                packed.add(chunk.toString());
                chunk.setLength(0);
                size = 0;
                int overlap = tokens.applyAsInt(previous);
                if (overlap <= OVERLAP && overlap + length <= LIMIT) {
                    chunk.append(previous).append('\n');
                    size = overlap;
                }
            }
            chunk.append(chunk.length() == 0 ? "" : "\n").append(piece);
            size += length;
            previous = piece;
        }
        if (chunk.length() > 0) {
            packed.add(chunk.toString());
        }
        return packed;
    }

    private List<String> pieces(List<String> paragraphs) {
        return paragraphs.stream().flatMap(paragraph -> cut.pieces(paragraph).stream()).toList();
    }
}
