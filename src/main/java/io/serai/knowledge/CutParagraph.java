package io.serai.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a paragraph that is too long for a chunk: a table between its rows, each part under the table's head; code between its lines, each part
 * in a fence of its own; other text between lines, and a line that is too long between words. A word that is too long is cut too.
 */
final class CutParagraph {

    private static final int LONGEST_WORD = 400;
    private static final Pattern RULE = Pattern.compile("\\s*\\|?\\s*:?-{2,}:?\\s*(\\|\\s*:?-{2,}:?\\s*)*\\|?\\s*");

    private final ToIntFunction<String> tokens;

    CutParagraph(ToIntFunction<String> tokens) {
        this.tokens = tokens;
    }

    /** @return the paragraph itself where it is short enough, else its parts in their order, each at most {@link ChunkRunbook#LIMIT} tokens */
    List<String> pieces(String paragraph) {
        if (tokens.applyAsInt(paragraph) <= ChunkRunbook.LIMIT) {
            return List.of(paragraph);
        }
        List<String> pieces = new ArrayList<>();
        List<String> lines = List.of(paragraph.split("\n"));
        int at = 0;
        while (at < lines.size()) {
            int end = code(lines, at);
            if (end > at) {
                boolean closed = end - at > 1 && ChunkRunbook.FENCE.matcher(lines.get(end - 1)).matches();
                grouped(lines.get(at), lines.subList(at + 1, closed ? end - 1 : end), "\n" + fence(lines.get(at)), ChunkRunbook.OVERLAP, pieces);
            } else {
                end = table(lines, at);
                if (end > at) {
                    grouped(lines.get(at) + "\n" + lines.get(at + 1), lines.subList(at + 2, end), "", 0, pieces);
                } else {
                    line(lines.get(at), pieces);
                    end = at + 1;
                }
            }
            at = end;
        }
        return pieces;
    }

    private static String fence(String opening) {
        Matcher mark = ChunkRunbook.FENCE.matcher(opening);
        return mark.matches() ? mark.group(1) : "";
    }

    /** @return where the code block ends that begins at the line; the line itself if none does */
    private static int code(List<String> lines, int at) {
        String fence = fence(lines.get(at));
        if (fence.isEmpty()) {
            return at;
        }
        for (int i = at + 1; i < lines.size(); i++) {
            if (fence(lines.get(i)).startsWith(fence.substring(0, 3))) {
                return i + 1;
            }
        }
        return lines.size();
    }

    /** @return where the table ends that begins at the line; the line itself if none does */
    private static int table(List<String> lines, int at) {
        if (at + 1 >= lines.size() || !lines.get(at).contains("|") || !lines.get(at + 1).contains("|") || !RULE.matcher(lines.get(at + 1)).matches()) {
            return at;
        }
        int end = at + 2;
        while (end < lines.size() && lines.get(end).contains("|")) {
            end++;
        }
        return end;
    }

    /** Fills pieces with lines between a head and a foot; where those leave too little room, the lines go without. */
    private void grouped(String head, List<String> lines, String foot, int overlap, List<String> pieces) {
        int around = tokens.applyAsInt(head + foot);
        if (around > ChunkRunbook.LIMIT / 3) {
            line(head, pieces);
            lines.forEach(line -> line(line, pieces));
            return;
        }
        StringBuilder group = new StringBuilder();
        int size = around;
        String previous = "";
        for (String line : lines) {
            int length = tokens.applyAsInt(line);
            if (length > ChunkRunbook.LIMIT - around - overlap) {
                close(head, group, foot, pieces);
                size = around;
                previous = "";
                line(line, pieces);
                continue;
            }
            if (size + length > ChunkRunbook.LIMIT && group.length() > 0) {
                close(head, group, foot, pieces);
                int again = tokens.applyAsInt(previous);
                boolean goesOn = !previous.isBlank() && again <= overlap;
                group.append(goesOn ? "\n" + previous : "");
                size = around + (goesOn ? again : 0);
            }
            group.append('\n').append(line);
            size += length;
            previous = line;
        }
        close(head, group, foot, pieces);
    }

    private static void close(String head, StringBuilder group, String foot, List<String> pieces) {
        if (!group.toString().isBlank()) {
            pieces.add(head + group + foot);
        }
        group.setLength(0);
    }

    private void line(String line, List<String> pieces) {
        if (tokens.applyAsInt(line) > ChunkRunbook.LIMIT / 2) {
            byWords(line, pieces);
        } else if (!line.isBlank()) {
            pieces.add(line);
        }
    }

    private void byWords(String line, List<String> pieces) {
        StringBuilder piece = new StringBuilder();
        int size = 0;
        for (String word : line.split("(?<=\\s)")) {
            for (int start = 0; start < word.length(); start += LONGEST_WORD) {
                String part = word.substring(start, Math.min(word.length(), start + LONGEST_WORD));
                int length = tokens.applyAsInt(part);
                if (size > 0 && size + length > ChunkRunbook.OVERLAP) {
                    pieces.add(piece.toString().strip());
                    piece.setLength(0);
                    size = 0;
                }
                piece.append(part);
                size += length;
            }
        }
        if (!piece.toString().isBlank()) {
            pieces.add(piece.toString().strip());
        }
    }
}
