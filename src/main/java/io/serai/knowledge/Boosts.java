package io.serai.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lets votes and outcomes move pages among their rivals. What speaks for the candidates together, against "none of them", stays as it was: no
 * vote makes a ticket linked that would not be. Between two pages the odds change by at most {@link #MOST} squared, if all speaks for one and
 * all against the other. Pages that nobody vouches for have no boost.
 */
final class Boosts {

    /** A full boost multiplies the odds against a page without any by this. */
    static final double MOST = 2.0;

    private Boosts() {
    }

    /** @return the same candidates, best first; the sum of their shares is what it was */
    static List<RankCandidates.Ranked> apply(List<RankCandidates.Ranked> ranked) {
        if (ranked.stream().allMatch(one -> one.candidate().boost() == 0)) {
            return ranked;
        }
        double before = ranked.stream().mapToDouble(RankCandidates.Ranked::share).sum();
        double after = ranked.stream().mapToDouble(Boosts::weighted).sum();
        if (after <= 0) {
            return ranked;
        }
        List<RankCandidates.Ranked> moved = new ArrayList<>();
        ranked.forEach(one -> moved.add(new RankCandidates.Ranked(one.candidate(),
            one.utility() + bounded(one) * Math.log(MOST) + Math.log(before / after), Math.min(1, weighted(one) * before / after))));
        moved.sort(Comparator.comparingDouble(RankCandidates.Ranked::utility).reversed().thenComparing(one -> one.candidate().id()));
        return moved;
    }

    private static double weighted(RankCandidates.Ranked one) {
        return one.share() * Math.pow(MOST, bounded(one));
    }

    private static double bounded(RankCandidates.Ranked one) {
        return Math.max(-1, Math.min(1, one.candidate().boost()));
    }
}
