package io.serai.decision;

import io.serai.action.Action;
import io.serai.action.Risk;
import io.serai.decision.Facts.Bound;
import io.serai.decision.Grounds.Act;
import io.serai.decision.Grounds.Answer;
import io.serai.decision.Grounds.Tell;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is told and what is done, as a function of {@link Facts} and of nothing else. What the policy cannot loosen is written here: an action runs
 * without a person only if {@link #obstacles} finds nothing against it.
 */
final class Rule {

    private final Facts facts;
    private final Thresholds thresholds;

    private Rule(Facts facts) {
        this.facts = facts;
        this.thresholds = facts.terms().thresholds();
    }

    /** What is told and what is done. */
    record Outcome(Answer<Tell> tell, Answer<Act> act) {

        /** What is done goes before what is told: the note about it tells both. */
        Path path() {
            return switch (act.what()) {
                case ALONE -> Path.REMEDIATE;
                case ASK -> Path.ASK_APPROVAL;
                case NOTHING -> switch (tell.what()) {
                    case RESOLVE -> Path.RESOLVE;
                    case FOLLOW_UP -> Path.FOLLOW_UP;
                    case CLARIFY -> Path.CLARIFY;
                    case ASSIGN -> Path.ESCALATE;
                };
            };
        }
    }

    static Outcome apply(Facts facts) {
        if (!facts.stops().isEmpty()) {
            return new Outcome(new Answer<>(Tell.ASSIGN, facts.stops().stream().map(Facts.Stop::why).toList()), new Answer<>(Act.NOTHING, List.of()));
        }
        Rule rule = new Rule(facts);
        return new Outcome(rule.tell(), rule.act());
    }

    private Answer<Tell> tell() {
        List<String> why = new ArrayList<>();
        Limit reach = byConfidence(why);
        if (reach == Limit.RESOLVE && (facts.degraded() || !facts.supported())) {
            reach = Limit.FOLLOW_UP;
            why.add(facts.degraded() ? "the analysis is degraded, so the ticket is answered and not closed"
                : "nothing that the hub knows supports the analysis, so the ticket is answered and not closed");
        }
        for (Bound bound : facts.bounds()) {
            if (bound.limit().compareTo(reach) < 0) {
                reach = bound.limit();
                why.add(bound.why());
            }
        }
        return new Answer<>(switch (reach) {
            case ESCALATE -> Tell.ASSIGN;
            case CLARIFY -> Tell.CLARIFY;
            case FOLLOW_UP -> Tell.FOLLOW_UP;
            case RESOLVE, ASK_APPROVAL, REMEDIATE -> Tell.RESOLVE;
        }, why);
    }

    private Limit byConfidence(List<String> why) {
        double confidence = facts.confidence();
        if (confidence >= thresholds.resolve()) {
            why.add(confidence(thresholds.resolve()));
            return Limit.RESOLVE;
        }
        if (confidence >= thresholds.followUp()) {
            why.add(confidence(thresholds.followUp()));
            return Limit.FOLLOW_UP;
        }
        why.add(confidence(thresholds.clarify()));
        return confidence >= thresholds.clarify() ? Limit.CLARIFY : Limit.ESCALATE;
    }

    private Answer<Act> act() {
        if (facts.action().isEmpty()) {
            return new Answer<>(Act.NOTHING, List.of());
        }
        Action action = facts.action().get();
        Optional<Bound> none = facts.bounds().stream().filter(bound -> bound.limit().compareTo(Limit.ASK_APPROVAL) < 0).findFirst();
        if (none.isPresent()) {
            return new Answer<>(Act.NOTHING, List.of("action " + action.name() + " is put to nobody: " + none.get().why()));
        }
        if (facts.confidence() < thresholds.askApproval()) {
            return new Answer<>(Act.NOTHING, List.of("action " + action.name() + " is put to nobody: "
                + compare("confidence", facts.confidence(), thresholds.askApproval()) + ", from which on approval is asked for"));
        }
        List<String> why = new ArrayList<>();
        why.add(confidence(thresholds.resolve()));
        List<String> obstacles = obstacles(action);
        if (facts.confidence() >= thresholds.resolve() && obstacles.isEmpty()) {
            why.add("action " + action.name() + " is safe-write, its parameters pass its schema, and the ticket opted in");
            why.add(compare("reliability", facts.reliability().score(), facts.terms().automatic().orElseThrow(), "0"));
            return new Answer<>(Act.ALONE, why);
        }
        why.addAll(obstacles);
        return new Answer<>(Act.ASK, why);
    }

    /** What speaks against running the action without a person, in words; confidence apart. */
    private List<String> obstacles(Action action) {
        List<String> obstacles = new ArrayList<>();
        unreliable().ifPresent(obstacles::add);
        if (!facts.optedIn()) {
            obstacles.add("the ticket did not opt in to remediation without a person, nor did its connector " + facts.connector());
        }
        if (action.risk() != Risk.SAFE_WRITE) {
            obstacles.add("action " + action.name() + " is " + action.risk().json() + ", and only safe-write may run without a person");
        }
        facts.grave().forEach(what -> obstacles.add("the ticket is " + what));
        if (facts.degraded()) {
            obstacles.add("the analysis is degraded");
        }
        if (facts.terms().needsRunbook() && !facts.named()) {
            obstacles.add("no runbook of the evidence names action " + action.name());
        }
        facts.bounds().stream().filter(bound -> bound.limit() == Limit.ASK_APPROVAL).forEach(bound -> obstacles.add(bound.why()));
        return obstacles;
    }

    private Optional<String> unreliable() {
        if (facts.terms().automatic().isEmpty()) {
            return Optional.of("the policy lets no action run without a person here");
        }
        int wanted = facts.terms().automatic().getAsInt();
        Reliability reliability = facts.reliability();
        if (reliability.score() >= wanted) {
            return Optional.empty();
        }
        int runs = reliability.runsUntil(wanted);
        return Optional.of(compare("reliability", reliability.score(), wanted, "0") + ": " + reliability.record()
            + (runs == 0 ? "" : "; about " + runs + " more, approved and gone well, would reach it"));
    }

    private String confidence(double threshold) {
        return compare("confidence", facts.confidence(), threshold) + " for category " + facts.category().json();
    }

    private static String compare(String what, double value, double threshold) {
        return compare(what, value, threshold, "0.00");
    }

    private static String compare(String what, double value, double threshold, String digits) {
        return what + " " + number(value, digits) + (value >= threshold ? " is at or above " : " is below ") + number(threshold, digits);
    }

    /** Two digits, or as many more, up to six, as it takes; cut, never rounded up, so that what is below 0.80 does not read 0.80. */
    static String number(double value) {
        return number(value, "0.00");
    }

    private static String number(double value, String digits) {
        DecimalFormat format = new DecimalFormat(digits.contains(".") ? digits + "####" : digits, DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.DOWN);
        return format.format(value);
    }
}
