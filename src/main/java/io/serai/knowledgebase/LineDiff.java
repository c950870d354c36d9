package io.serai.knowledgebase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Compares two texts line by line: the shortest script of removed and added lines (Myers, "An O(ND) difference algorithm and its variations",
 * Algorithmica 1, 1986), in unified form. Where the texts have more than {@link #MOST} differences, what lies between their equal beginnings
 * and endings counts as replaced.
 */
final class LineDiff {

    /** The search takes time and memory with the square of the differences. */
    static final int MOST = 2_000;
    private static final int CONTEXT = 3;

    private record Edit(char sign, String line) {
    }

    private LineDiff() {
    }

    /** @return empty if the texts are equal */
    static String unified(String nameBefore, String before, String nameAfter, String after) {
        List<String> a = before.lines().toList();
        List<String> b = after.lines().toList();
        List<Edit> edits = edits(a, b);
        if (edits.stream().allMatch(edit -> edit.sign() == ' ')) {
            return "";
        }
        StringBuilder text = new StringBuilder("--- ").append(nameBefore).append("\n+++ ").append(nameAfter).append('\n');
        int start = 0;
        while (start < edits.size()) {
            int first = next(edits, start);
            if (first == edits.size()) {
                break;
            }
            int from = Math.max(start, first - CONTEXT);
            int to = first;
            for (int equal = 0; to < edits.size() && equal <= 2 * CONTEXT; to++) {
                equal = edits.get(to).sign() == ' ' ? equal + 1 : 0;
            }
            int trailing = 0;
            while (edits.get(to - 1 - trailing).sign() == ' ') {
                trailing++;
            }
            int end = to - Math.max(0, trailing - CONTEXT);
            hunk(text, edits, from, end);
            start = end;
        }
        return text.toString();
    }

    private static int next(List<Edit> edits, int from) {
        int i = from;
        while (i < edits.size() && edits.get(i).sign() == ' ') {
            i++;
        }
        return i;
    }

    private static void hunk(StringBuilder text, List<Edit> edits, int from, int to) {
        long before = edits.subList(0, from).stream().filter(edit -> edit.sign() != '+').count();
        long after = edits.subList(0, from).stream().filter(edit -> edit.sign() != '-').count();
        long removed = edits.subList(from, to).stream().filter(edit -> edit.sign() != '+').count();
        long added = edits.subList(from, to).stream().filter(edit -> edit.sign() != '-').count();
        text.append("@@ -").append(removed == 0 ? before : before + 1).append(',').append(removed).append(" +").append(added == 0 ? after : after + 1)
            .append(',').append(added).append(" @@\n");
        edits.subList(from, to).forEach(edit -> text.append(edit.sign()).append(edit.line()).append('\n'));
    }

    private static List<Edit> edits(List<String> a, List<String> b) {
        int head = 0;
        while (head < a.size() && head < b.size() && a.get(head).equals(b.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < a.size() - head && tail < b.size() - head && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        List<Edit> edits = new ArrayList<>();
        a.subList(0, head).forEach(line -> edits.add(new Edit(' ', line)));
        edits.addAll(middle(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail)));
        a.subList(a.size() - tail, a.size()).forEach(line -> edits.add(new Edit(' ', line)));
        return edits;
    }

    private static List<Edit> middle(List<String> a, List<String> b) {
        List<int[]> trace = new ArrayList<>();
        int most = Math.min(MOST, a.size() + b.size());
        int[] furthest = new int[2 * most + 3];
        for (int d = 0; d <= most; d++) {
            trace.add(Arrays.copyOfRange(furthest, most - d, most + d + 3));
            for (int k = -d; k <= d; k += 2) {
                boolean down = k == -d || k != d && furthest[most + 1 + k - 1] < furthest[most + 1 + k + 1];
                int x = down ? furthest[most + 1 + k + 1] : furthest[most + 1 + k - 1] + 1;
                while (x < a.size() && x - k < b.size() && a.get(x).equals(b.get(x - k))) {
                    x++;
                }
                furthest[most + 1 + k] = x;
                if (x >= a.size() && x - k >= b.size()) {
                    return back(a, b, trace, d);
                }
            }
        }
        List<Edit> replaced = new ArrayList<>();
        a.forEach(line -> replaced.add(new Edit('-', line)));
        b.forEach(line -> replaced.add(new Edit('+', line)));
        return replaced;
    }

    /** Walks from the end to the beginning: {@code trace[d]} holds diagonals -d-1 to d+1 as they were before round d. */
    private static List<Edit> back(List<String> a, List<String> b, List<int[]> trace, int rounds) {
        List<Edit> reversed = new ArrayList<>();
        int x = a.size();
        int y = b.size();
        for (int d = rounds; d >= 0; d--) {
            int[] before = trace.get(d);
            int k = x - y;
            int middle = d + 1;
            boolean down = k == -d || k != d && before[middle + k - 1] < before[middle + k + 1];
            int fromX = d == 0 ? 0 : before[middle + (down ? k + 1 : k - 1)];
            int fromY = d == 0 ? 0 : fromX - (down ? k + 1 : k - 1);
            while (x > fromX && y > fromY) {
                reversed.add(new Edit(' ', a.get(--x)));
                y--;
            }
            if (d > 0) {
                reversed.add(down ? new Edit('+', b.get(--y)) : new Edit('-', a.get(--x)));
            }
        }
        Collections.reverse(reversed);
        return reversed;
    }
}
