package io.serai.knowledgebase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineDiffTest {

    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@");

    @Test
    void equalTextsHaveNoDiff() {
        assertThat(LineDiff.unified("a", "one\ntwo", "b", "one\ntwo")).isEmpty();
    }

    @Test
    void aChangedLineIsShownWithThreeLinesAround() {
        String before = IntStream.rangeClosed(1, 20).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        assertThat(LineDiff.unified("version 1", before, "version 2", before.replace("line 10", "line ten"))).isEqualTo("""
            --- version 1
            +++ version 2
            @@ -7,7 +7,7 @@
             line 7
             line 8
             line 9
            -line 10
            +line ten
             line 11
             line 12
             line 13
            """);
    }

    @Test
    void changesFarApartAreHunksOfTheirOwn() {
        String before = IntStream.rangeClosed(1, 40).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        String diff = LineDiff.unified("1", before, "2", "first\n" + before.replace("\nline 30", ""));
        assertThat(diff.lines().filter(line -> line.startsWith("@@"))).containsExactly("@@ -1,3 +1,4 @@", "@@ -27,7 +28,6 @@");
    }

    @Test
    void whatIsShownLeadsFromOneTextToTheOther() {
        Random random = new Random(4);
        for (int round = 0; round < 300; round++) {
            List<String> a = lines(random);
            List<String> b = random.nextInt(4) == 0 ? lines(random) : changed(a, random);
            String diff = LineDiff.unified("a", String.join("\n", a), "b", String.join("\n", b));
            assertThat(patched(a, diff)).as(diff).isEqualTo(b);
        }
    }

    @Test
    void textsWithVeryManyDifferencesAreReplaced() {
        String before = IntStream.range(0, 3_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n", "same\n", "\nend"));
        String after = IntStream.range(0, 3_000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n", "same\n", "\nend"));
        String diff = LineDiff.unified("a", before, "b", after);
        assertThat(patched(before.lines().toList(), diff)).isEqualTo(after.lines().toList());
    }

    private static List<String> lines(Random random) {
        return new ArrayList<>(IntStream.range(0, random.nextInt(30)).mapToObj(i -> "l" + random.nextInt(8)).toList());
    }

    private static List<String> changed(List<String> lines, Random random) {
        List<String> changed = new ArrayList<>(lines);
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (!changed.isEmpty() && random.nextBoolean()) {
                changed.remove(random.nextInt(changed.size()));
            } else {
                changed.add(random.nextInt(changed.size() + 1), "n" + random.nextInt(8));
            }
        }
        return changed;
    }

    /** Does what {@code patch} does: every line of the diff must fit. */
    private static List<String> patched(List<String> before, String diff) {
        List<String> after = new ArrayList<>();
        int at = 0;
        for (String line : diff.lines().skip(2).toList()) {
            Matcher hunk = HUNK.matcher(line);
            if (hunk.matches()) {
                int start = Integer.parseInt(hunk.group(1)) - (hunk.group(2).equals("0") ? 0 : 1);
                after.addAll(before.subList(at, start));
                at = start;
            } else if (line.startsWith("+")) {
                after.add(line.substring(1));
            } else {
                assertThat(before.get(at++)).isEqualTo(line.substring(1));
                if (line.startsWith(" ")) {
                    after.add(line.substring(1));
                }
            }
        }
        after.addAll(before.subList(at, before.size()));
        return after;
    }
}
