package io.serai.decision;

import io.serai.action.Action;
import io.serai.action.Actions;
import io.serai.action.Risk;
import io.serai.analysis.Analysis;
import io.serai.analysis.Explanation;
import io.serai.ticket.Category;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules by which a ticket's path is chosen: a function of analysis, policy and catalogue, without state, time or chance. What the
 * policy cannot loosen is written here: closed tickets are left alone, and an action runs without a person only if
 * {@link #obstacles} finds nothing against it.
 */
final class DecisionRules {

    /** How many faults of parameters, and of the policy's file, are told. */
    private static final int FAULTS_TOLD = 3;
    private static final int FAULT_LENGTH = 200;

    private final Policy policy;
    private final Actions actions;

    DecisionRules(Policy policy, Actions actions) {
        this.policy = policy;
        this.actions = actions;
    }

    /**
     * What the rules say.
     *
     * @param team     as in {@link Decision}
     * @param proposal the action proposed, if it is in the catalogue and its parameters pass; otherwise {@code null}
     * @param reasons  at least one
     */
    record Ruling(Path path, String team, Analysis.Proposal proposal, List<String> reasons) {
    }

    Ruling rule(Analysis analysis) {
        Ticket ticket = analysis.ticket();
        List<String> reasons = new ArrayList<>();
        if (ticket.status().isFinal()) {
            reasons.add("the ticket is " + ticket.status().json() + " already: nothing is left to do");
            return new Ruling(Path.LEAVE, null, null, reasons);
        }
        Optional<String> humanTeam = humanTeam(analysis, reasons);
        Optional<Action> action = soundAction(analysis, reasons);
        Analysis.Proposal proposal = action.isPresent() ? analysis.proposal() : null;
        if (humanTeam.isPresent()) {
            return new Ruling(Path.ESCALATE, humanTeam.get(), proposal, reasons);
        }
        Thresholds thresholds = policy.thresholds(analysis.category());
        if (action.isPresent() && analysis.confidence() >= thresholds.askApproval()) {
            return ruleOnAction(analysis, action.get(), thresholds, reasons);
        }
        action.ifPresent(weak -> reasons.add("action " + weak.name() + " is put to nobody: "
            + compare("confidence", analysis.confidence(), thresholds.askApproval()) + ", from which on approval is asked for"));
        return ruleOnAnswer(analysis, thresholds, proposal, reasons);
    }

    private Ruling ruleOnAction(Analysis analysis, Action action, Thresholds thresholds, List<String> reasons) {
        reasons.add(confidence(analysis, thresholds.resolve()));
        List<String> obstacles = obstacles(analysis, action);
        if (analysis.confidence() >= thresholds.resolve() && obstacles.isEmpty()) {
            reasons.add("action " + action.name() + " is safe-write, its parameters pass its schema, and the ticket opted in");
            return new Ruling(Path.REMEDIATE, null, analysis.proposal(), reasons);
        }
        reasons.addAll(obstacles);
        return new Ruling(Path.ASK_APPROVAL, policy.team(analysis.category()), analysis.proposal(), reasons);
    }

    /** What speaks against running the action without a person, in words; confidence apart. */
    private List<String> obstacles(Analysis analysis, Action action) {
        Ticket ticket = analysis.ticket();
        List<String> obstacles = new ArrayList<>();
        if (!ticket.autoRemediation()) {
            obstacles.add("the ticket did not opt in to remediation without a person, nor did its connector " + ticket.source().connector());
        }
        if (action.risk() != Risk.SAFE_WRITE) {
            obstacles.add("action " + action.name() + " is " + action.risk().json() + ", and only safe-write may run without a person");
        }
        if (ticket.priority() == Priority.CRITICAL) {
            obstacles.add("the ticket is critical");
        }
        if (isSecurity(analysis)) {
            obstacles.add("the ticket is about security");
        }
        if (analysis.degraded() != null) {
            obstacles.add("the analysis is degraded");
        }
        boolean named = analysis.evidence().stream().anyMatch(e -> e.type().equals("runbook") && e.actions().contains(action.name()));
        if (policy.needsRunbook() && !named) {
            obstacles.add("no runbook of the evidence names action " + action.name());
        }
        return obstacles;
    }

    private Ruling ruleOnAnswer(Analysis analysis, Thresholds thresholds, Analysis.Proposal proposal, List<String> reasons) {
        double confidence = analysis.confidence();
        if (confidence >= thresholds.resolve()) {
            reasons.add(confidence(analysis, thresholds.resolve()));
            if (analysis.degraded() == null && !analysis.evidence().isEmpty()) {
                return new Ruling(Path.RESOLVE, null, proposal, reasons);
            }
            reasons.add(analysis.degraded() != null ? "the analysis is degraded, so the ticket is answered and not closed"
                : "nothing that the hub knows supports the analysis, so the ticket is answered and not closed");
            return new Ruling(Path.FOLLOW_UP, null, proposal, reasons);
        }
        if (confidence >= thresholds.followUp()) {
            reasons.add(confidence(analysis, thresholds.followUp()));
            return new Ruling(Path.FOLLOW_UP, null, proposal, reasons);
        }
        reasons.add(confidence(analysis, thresholds.clarify()));
        if (confidence >= thresholds.clarify()) {
            return new Ruling(Path.CLARIFY, null, proposal, reasons);
        }
        return new Ruling(Path.ESCALATE, policy.team(analysis.category()), proposal, reasons);
    }

    /** The team of the first rule that sends the ticket to people at once; adds a reason for each rule that does. */
    private Optional<String> humanTeam(Analysis analysis, List<String> reasons) {
        Ticket ticket = analysis.ticket();
        List<String> teams = new ArrayList<>();
        if (!policy.faults().isEmpty()) {
            teams.add(policy.defaultTeam());
            policy.faults().stream().limit(FAULTS_TOLD)
                .forEach(fault -> reasons.add("the policy cannot be read, so people decide: " + oneLine(fault.toString())));
        }
        Watchwords.Text text = Watchwords.Text.of(Stream.of(ticket.title(), ticket.description(), ticket.businessImpact(), ticket.stepsTaken(), ticket.errorMessages())
            .filter(Objects::nonNull).collect(Collectors.joining("\n")));
        for (Policy.HumanRule rule : policy.alwaysHuman()) {
            why(rule, analysis, text).ifPresent(why -> {
                teams.add(rule.team());
                reasons.add(why + ": rule " + rule.name() + " sends it to people at once");
            });
        }
        analysis.explanation().risks().stream().filter(Explanation.Risk::needsPerson).limit(FAULTS_TOLD).forEach(risk -> {
            teams.add(policy.team(analysis.category()));
            reasons.add(oneLine(risk.text()) + ": a person looks at the ticket before anything is done (" + oneLine(risk.code()) + ")");
        });
        if (teams.isEmpty() && (ticket.priority() == Priority.CRITICAL || isSecurity(analysis))) {
            teams.add(policy.team(analysis.category()));
            reasons.add("the ticket is " + (isSecurity(analysis) ? "about security" : "critical") + ": people take it at once");
        }
        return teams.stream().findFirst();
    }

    private static Optional<String> why(Policy.HumanRule rule, Analysis analysis, Watchwords.Text text) {
        Ticket ticket = analysis.ticket();
        if (rule.priorities().contains(ticket.priority())) {
            return Optional.of("the ticket's priority is " + ticket.priority().json());
        }
        if (ticket.category() != null && rule.categories().contains(ticket.category())) {
            return Optional.of("the ticket's category is " + ticket.category().json());
        }
        if (rule.categories().contains(analysis.category())) {
            return Optional.of("the analysis puts the ticket into category " + analysis.category().json());
        }
        return rule.words().in(text).map(word -> "the ticket says '" + word.replace('*', '…') + "'");
    }

    /** The action proposed, if it may be done at all; adds the reason if it may not. */
    private Optional<Action> soundAction(Analysis analysis, List<String> reasons) {
        if (analysis.proposal() == null) {
            return Optional.empty();
        }
        String name = analysis.proposal().action();
        Optional<Action> action = actions.find(name);
        if (action.isEmpty()) {
            reasons.add("the action proposed" + (name.matches("[a-z0-9-]{1,64}") ? ", " + name + "," : "")
                + " is not in the catalogue: it is not done");
            return action;
        }
        List<String> violations = actions.violations(action.get().name(), analysis.proposal().parameters());
        if (!violations.isEmpty()) {
            reasons.add("the parameters proposed for action " + action.get().name() + " do not pass its schema, it is not done: "
                + oneLine(violations.stream().limit(FAULTS_TOLD).collect(Collectors.joining("; "))));
            return Optional.empty();
        }
        return action;
    }

    private static boolean isSecurity(Analysis analysis) {
        return analysis.category() == Category.SECURITY || analysis.ticket().category() == Category.SECURITY;
    }

    private static String confidence(Analysis analysis, double threshold) {
        return compare("confidence", analysis.confidence(), threshold) + " for category " + analysis.category().json();
    }

    private static String compare(String what, double value, double threshold) {
        return what + " " + number(value) + (value >= threshold ? " is at or above " : " is below ") + number(threshold);
    }

    /** Two digits, or as many more, up to six, as it takes; cut, never rounded up, so that what is below 0.80 does not read 0.80. */
    private static String number(double value) {
        DecimalFormat format = new DecimalFormat("0.00####", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.DOWN);
        return format.format(value);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() <= FAULT_LENGTH ? line : line.substring(0, FAULT_LENGTH) + "…";
    }
}
