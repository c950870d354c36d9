package io.serai.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ClusterTextsTest {

    private static final String[] SUBJECTS = {"mailbox quota exceeded", "badge reader refuses entry", "database replica lags behind", "screen flickers after docking"};

    /** However texts are mixed: each is in one group, and the same input gives the same groups. */
    @Property(tries = 30)
    void eachTextIsInOneGroupAndNothingDependsOnChance(@ForAll long seed, @ForAll @IntRange(min = 0, max = 60) int count) {
        Random random = new Random(seed);
        List<String> texts = IntStream.range(0, count).mapToObj(i -> SUBJECTS[random.nextInt(SUBJECTS.length)] + " case" + i).toList();
        List<List<Integer>> groups = cluster(texts);
        assertThat(groups.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(IntStream.range(0, count).boxed().toList());
        assertThat(cluster(texts)).isEqualTo(groups);
        groups.forEach(group -> {
            Set<String> subjects = new HashSet<>();
            group.forEach(text -> subjects.add(texts.get(text).replaceAll(" case\\d+", "")));
            assertThat(subjects).hasSize(1);
        });
    }

    private static List<List<Integer>> cluster(List<String> texts) {
        TermWeights weights = new TermWeights(text -> text.isEmpty() ? List.of() : List.of(text.split(" ")));
        List<TermWeights.Counts> counts = new ArrayList<>();
        texts.forEach(text -> counts.add(weights.count(text, "")));
        return new ClusterTexts(counts.stream().map(weights::weigh).toList()).cluster(text -> {
            float[] alone = new float[61];
            alone[text] = 1;
            return alone;
        }, (step, done, all) -> { });
    }
}
