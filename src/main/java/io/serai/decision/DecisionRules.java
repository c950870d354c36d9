package io.serai.decision;

import io.serai.action.Action;
import io.serai.action.Actions;
import io.serai.analysis.Analysis;
import io.serai.analysis.Explanation;
import io.serai.decision.Facts.Bound;
import io.serai.decision.Facts.Stop;
import io.serai.decision.Grounds.Act;
import io.serai.decision.Grounds.Answer;
import io.serai.decision.Grounds.Knowledge;
import io.serai.decision.Grounds.Tell;
import io.serai.knowledge.Evidence;
import io.serai.language.Watchwords;
import io.serai.ticket.Category;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides: a function of analysis, circumstances, policy and catalogue, without state, time or chance. Here is gathered what {@link Rule} decides on;
 * closed tickets are left alone.
 */
final class DecisionRules {

    /** How many faults of parameters, and of the policy's file, are told. */
    private static final int FAULTS_TOLD = 3;
    private static final int FAULT_LENGTH = 200;
    /** From this likeness on a resolved ticket of the same category agrees that this one is known. */
    static final double AGREES = 0.5;

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
    record Ruling(Path path, String team, Analysis.Proposal proposal, List<String> reasons, Grounds grounds) {
    }

    /** Of what the track record is asked: of the action, if one that may be done is proposed, and otherwise of answers. */
    TrackRecord.Question question(Analysis analysis) {
        return new TrackRecord.Question(analysis.ticket().tenant(), analysis.category(), soundAction(analysis, new ArrayList<>()).map(Action::name).orElse(null));
    }

    Ruling rule(Analysis analysis, Circumstances circumstances) {
        List<String> unsound = new ArrayList<>();
        Optional<Action> action = soundAction(analysis, unsound);
        Facts facts = facts(analysis, circumstances, action);
        Answer<Knowledge> knowledge = KnowledgeRule.apply(analysis, policy.links());
        if (analysis.ticket().status().isFinal()) {
            List<String> why = List.of("the ticket is " + analysis.ticket().status().json() + " already: nothing is left to do");
            return new Ruling(Path.LEAVE, null, null, why,
                new Grounds(new Answer<>(Tell.ASSIGN, why), new Answer<>(Act.NOTHING, why), knowledge, facts.reliability(), List.of(),
                    policy.experiment().map(Experiment::name).orElse(null), policy.variant(analysis.ticket()).orElse(null)));
        }
        Rule.Outcome outcome = Rule.apply(facts);
        Path path = outcome.path();
        List<String> reasons = new ArrayList<>();
        if (facts.stops().isEmpty()) {
            reasons.addAll(unsound);
            reasons.addAll(outcome.act().why());
        }
        if (outcome.act().what() == Act.NOTHING) {
            reasons.addAll(outcome.tell().why());
        }
        if (!facts.stops().isEmpty()) {
            reasons.addAll(unsound);
        }
        String team = path == Path.ESCALATE || path == Path.ASK_APPROVAL
            ? facts.stops().stream().map(Facts.Stop::team).findFirst().orElse(facts.terms().team()) : null;
        return new Ruling(path, team, action.isPresent() ? analysis.proposal() : null, reasons,
            new Grounds(outcome.tell(), outcome.act(), knowledge, facts.reliability(), WouldChange.of(facts),
                policy.experiment().map(Experiment::name).orElse(null), policy.variant(analysis.ticket()).orElse(null)));
    }

    /** What becomes of a ruling that would tell the requester something, where the talk with the requester speaks against it. */
    Ruling heed(Talking.Objection objection, Ruling ruling, Analysis analysis) {
        List<String> reasons = new ArrayList<>(ruling.reasons());
        reasons.add(objection.reason());
        Grounds grounds = ruling.grounds().heeding(objection.reason());
        return objection.toPeople()
            ? new Ruling(Path.ESCALATE, terms(analysis).team(), ruling.proposal(), reasons, grounds)
            : new Ruling(Path.LEAVE, null, null, reasons, grounds);
    }

    /**
     * What becomes of a ruling once the requester says that what was suggested helped: the ticket is closed with that, whatever the confidence is now, and no
     * action is done. Where the policy lets the hub close nothing, and where people take a ticket at once, people close it.
     */
    Ruling settle(String reason, Ruling ruling, Analysis analysis, Circumstances circumstances) {
        if (ruling.path() == Path.LEAVE) {
            return ruling;
        }
        Facts facts = facts(analysis, circumstances, Optional.empty());
        Optional<String> people = Stream.concat(facts.stops().stream().map(Stop::why), facts.bounds().stream().filter(bound -> bound.limit().compareTo(Limit.RESOLVE) < 0)
            .map(Bound::why)).findFirst();
        if (people.isPresent()) {
            return new Ruling(Path.ESCALATE, facts.stops().stream().map(Stop::team).findFirst().orElse(facts.terms().team()), null, List.of(people.get(), reason),
                ruling.grounds().settled(Tell.ASSIGN, reason));
        }
        return new Ruling(Path.RESOLVE, null, null, List.of(reason), ruling.grounds().settled(Tell.RESOLVE, reason));
    }

    private Facts facts(Analysis analysis, Circumstances circumstances, Optional<Action> action) {
        Ticket ticket = analysis.ticket();
        Terms own = terms(analysis);
        boolean named = action.isPresent() && analysis.evidence().stream()
            .anyMatch(page -> page.type().equals(Evidence.RUNBOOK) && page.actions().contains(action.get().name()));
        List<String> grave = Stream.of(ticket.priority() == Priority.CRITICAL ? "critical" : null, isSecurity(analysis) ? "about security" : null)
            .filter(Objects::nonNull).toList();
        List<TrackRecord.Count> counts = new ArrayList<>(circumstances.counts());
        List<Explanation.Similar> similar = analysis.explanation().similar();
        if (!similar.isEmpty()) {
            counts.add(new TrackRecord.Count(TrackRecord.Part.PATTERN, "similar resolved tickets agree",
                (int) similar.stream().filter(one -> one.likeness() >= AGREES && analysis.category().json().equals(one.category())).count(), similar.size()));
        }
        return new Facts(own, analysis.category(), stops(analysis, own), bounds(analysis, own, circumstances), action, named, ticket.source().connector(),
            ticket.autoRemediation(), grave, analysis.degraded() != null, !analysis.evidence().isEmpty(), analysis.confidence(),
            Reliability.of(analysis.confidence(), counts));
    }

    private Terms terms(Analysis analysis) {
        Terms terms = policy.terms(analysis.ticket(), analysis.category());
        return policy.vip(analysis).flatMap(Policy.Vip::team).map(terms::with).orElse(terms);
    }

    private List<Bound> bounds(Analysis analysis, Terms terms, Circumstances circumstances) {
        Ticket ticket = analysis.ticket();
        List<Bound> bounds = new ArrayList<>();
        if (terms.limit() != Limit.REMEDIATE) {
            bounds.add(new Bound(terms.limit(), "with category " + analysis.category().json() + " of connector " + ticket.source().connector()
                + " the policy goes no further than " + terms.limit().word()));
        }
        policy.vip(analysis).ifPresent(who -> bounds.add(new Bound(who.limit(), "the requester is a VIP, with whom the policy goes no further than " + who.limit().word())));
        policy.perhapsVip(analysis).filter(who -> who.limit() != Limit.REMEDIATE).ifPresent(who -> bounds.add(new Bound(Limit.ASK_APPROVAL,
            "it cannot be told whether the requester is a VIP, as their context was not to be had")));
        terms.hours().ifPresent(hours -> hours.without(circumstances.at(), terms.holidays()).ifPresent(why -> bounds.add(new Bound(hours.outside(), why))));
        Rollout phase = terms.rollout();
        if (!phase.reaches(Place.of("rollout", ticket.tenant(), ticket.id()))) {
            bounds.add(new Bound(Limit.RESOLVE, phase == Rollout.OFF ? "in phase off of the rollout there are no actions"
                : "the ticket is not among those to which phase " + phase.word() + " of the rollout brings actions"));
        } else if (phase == Rollout.PILOT) {
            bounds.add(new Bound(Limit.ASK_APPROVAL, "in phase pilot of the rollout every action is put to a person"));
        }
        return bounds;
    }

    /** What sends the ticket to people at once. */
    private List<Stop> stops(Analysis analysis, Terms terms) {
        Ticket ticket = analysis.ticket();
        List<Stop> stops = new ArrayList<>();
        policy.faults().stream().limit(FAULTS_TOLD)
            .forEach(fault -> stops.add(new Stop(terms.team(), "the policy cannot be read, so people decide: " + oneLine(fault.toString()))));
        Watchwords.Text text = Watchwords.Text.of(Stream.of(ticket.title(), ticket.description(), ticket.said(), ticket.businessImpact(),
                ticket.stepsTaken(), ticket.errorMessages())
            .filter(Objects::nonNull).collect(Collectors.joining("\n")));
        for (Policy.HumanRule rule : policy.alwaysHuman()) {
            why(rule, analysis, text).ifPresent(why -> stops.add(new Stop(rule.team(), why + ": rule " + rule.name() + " sends it to people at once")));
        }
        analysis.explanation().risks().stream().filter(Explanation.Risk::needsPerson).limit(FAULTS_TOLD).forEach(risk -> stops.add(new Stop(terms.team(),
            oneLine(risk.text()) + ": a person looks at the ticket before anything is done (" + oneLine(risk.code()) + ")")));
        if (stops.isEmpty() && (ticket.priority() == Priority.CRITICAL || isSecurity(analysis))) {
            stops.add(new Stop(terms.team(), "the ticket is " + (isSecurity(analysis) ? "about security" : "critical") + ": people take it at once"));
        }
        return stops;
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
            return Optional.empty();
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

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() <= FAULT_LENGTH ? line : line.substring(0, FAULT_LENGTH) + "…";
    }
}
