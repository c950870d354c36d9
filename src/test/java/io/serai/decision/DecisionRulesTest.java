package io.serai.decision;

import static io.serai.testing.Analyses.analysis;
import static io.serai.testing.Tickets.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.analysis.Analysis;
import io.serai.analysis.Explanation;
import io.serai.decision.DecisionRules.Ruling;
import io.serai.home.Fault;
import io.serai.home.HomeFiles;
import io.serai.testing.Analyses;
import io.serai.testing.Catalogue;
import io.serai.ticket.Category;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of the decision: every path and every rule, with the policy that is shipped. */
class DecisionRulesTest {

    private final Policy policy = PolicyFile.read(new HomeFiles(java.nio.file.Path.of("").toAbsolutePath()));
    private final DecisionRules rules = new DecisionRules(policy, new Catalogue());

    @ParameterizedTest
    @CsvSource({
        "1.0,     RESOLVE,   confidence 1.00 is at or above 0.80 for category server",
        "0.86,    RESOLVE,   confidence 0.86 is at or above 0.80 for category server",
        "0.8,     RESOLVE,   confidence 0.80 is at or above 0.80 for category server",
        "0.79999, FOLLOW_UP, confidence 0.79999 is at or above 0.60 for category server",
        "0.6,     FOLLOW_UP, confidence 0.60 is at or above 0.60 for category server",
        "0.5999,  CLARIFY,   confidence 0.5999 is at or above 0.30 for category server",
        "0.3,     CLARIFY,   confidence 0.30 is at or above 0.30 for category server",
        "0.2999,  ESCALATE,  confidence 0.2999 is below 0.30 for category server",
        "0.0,     ESCALATE,  confidence 0.00 is below 0.30 for category server"})
    void confidenceChoosesTheWayOfAnAnswer(double confidence, Path path, String reason) {
        Ruling ruling = rule(analysis().confidence(confidence).build());
        assertThat(ruling.path()).isEqualTo(path);
        assertThat(ruling.reasons()).containsExactly(reason);
        assertThat(ruling.team()).isEqualTo(path == Path.ESCALATE ? "server-operations" : null);
    }

    @Test
    void aCategoryHasThresholdsOfItsOwn() {
        Ruling ruling = rule(analysis().category(Category.ACCOUNT).confidence(0.84).build());
        assertThat(ruling.path()).isEqualTo(Path.FOLLOW_UP);
        assertThat(rule(analysis().category(Category.ACCOUNT).confidence(0.85).build()).path()).isEqualTo(Path.RESOLVE);
    }

    @ParameterizedTest
    @CsvSource({"1.0, REMEDIATE", "0.8, REMEDIATE", "0.7999, ASK_APPROVAL", "0.6, ASK_APPROVAL", "0.5999, CLARIFY", "0.1, ESCALATE"})
    void confidenceChoosesTheWayOfASafeActionForATicketThatOptedIn(double confidence, Path path) {
        assertThat(proposing(ticket().optedIn(), a -> a.confidence(confidence)).path()).isEqualTo(path);
    }

    @Test
    void runsASafeActionAloneAndSaysWhy() {
        Ruling ruling = rule(Analyses.proposingARestart());
        assertThat(ruling.path()).isEqualTo(Path.REMEDIATE);
        assertThat(ruling.proposal().action()).isEqualTo("restart-service");
        assertThat(ruling.reasons()).containsExactly("confidence 0.86 is at or above 0.80 for category server",
            "action restart-service is safe-write, its parameters pass its schema, and the ticket opted in", "reliability 72 is at or above 60");
    }

    @Test
    void tellsTheRequesterNothingWhereTheTalkSpeaksAgainstIt() {
        Analysis asked = analysis().confidence(0.4).build();
        Ruling toPeople = rules.heed(new Talking.Objection(true, "ten rounds are enough"), rule(asked), asked);
        assertThat(toPeople.path()).isEqualTo(Path.ESCALATE);
        assertThat(toPeople.team()).isEqualTo("server-operations");
        assertThat(toPeople.reasons()).hasSize(2).endsWith("ten rounds are enough");
        assertThat(toPeople.grounds().tell()).isEqualTo(new Grounds.Answer<>(Grounds.Tell.ASSIGN, List.of("ten rounds are enough")));
        assertThat(toPeople.grounds().wouldChange()).isEmpty();
        Ruling nothing = rules.heed(new Talking.Objection(false, "another answer came"), rule(asked), asked);
        assertThat(nothing.path()).isEqualTo(Path.LEAVE);
        assertThat(nothing.team()).isNull();
        assertThat(nothing.proposal()).isNull();
        assertThat(nothing.reasons()).endsWith("another answer came");
    }

    @Test
    void closesATicketWhoseRequesterSaysThatItHelpedUnlessPeopleHaveIt() {
        Analysis unsure = analysis().confidence(0.1).build();
        Ruling settled = settled(unsure);
        assertThat(settled.path()).isEqualTo(Path.RESOLVE);
        assertThat(settled.reasons()).containsExactly("it helped");
        assertThat(settled.grounds().act().what()).isEqualTo(Grounds.Act.NOTHING);
        Ruling instead = settled(Analyses.proposingARestart());
        assertThat(instead.path()).as("what helped needs no action").isEqualTo(Path.RESOLVE);
        assertThat(instead.proposal()).isNull();
        Analysis critical = analysis().ticket(ticket().priority(Priority.CRITICAL).build()).build();
        assertThat(settled(critical).path()).isEqualTo(Path.ESCALATE);
        assertThat(settled(critical).reasons()).hasSize(2).endsWith("it helped");
        Analysis over = analysis().ticket(ticket().status(TicketStatus.CLOSED).build()).build();
        assertThat(settled(over).path()).isEqualTo(Path.LEAVE);
    }

    private Ruling settled(Analysis analysis) {
        return rules.settle("it helped", rule(analysis), analysis, Records.trusted());
    }

    @Test
    void asksAPersonWhereTheConfidenceIsNotEnough() {
        Ruling ruling = proposing(ticket().optedIn(), a -> a.confidence(0.7));
        assertThat(ruling.path()).isEqualTo(Path.ASK_APPROVAL);
        assertThat(ruling.reasons()).containsExactly("confidence 0.70 is below 0.80 for category server");
    }

    @Test
    void asksAPersonWhereTheTicketDidNotOptIn() {
        Ruling ruling = proposing(ticket(), a -> a);
        assertThat(ruling.path()).isEqualTo(Path.ASK_APPROVAL);
        assertThat(ruling.team()).isEqualTo("server-operations");
        assertThat(ruling.reasons()).containsExactly("confidence 0.86 is at or above 0.80 for category server",
            "the ticket did not opt in to remediation without a person, nor did its connector servicenow");
    }

    @ParameterizedTest
    @CsvSource({"fail-over, risky-write", "wipe-host, destructive"})
    void asksAPersonWhereTheActionIsNotSafe(String action, String risk) {
        Ruling ruling = proposing(ticket().optedIn(), a -> a.confidence(1.0).proposal(action, Map.of("host", "web-01", "service", "nginx")));
        assertThat(ruling.path()).isEqualTo(Path.ASK_APPROVAL);
        assertThat(ruling.reasons()).contains("action " + action + " is " + risk + ", and only safe-write may run without a person");
    }

    @Test
    void asksAPersonWhereTheAnalysisIsDegraded() {
        Ruling ruling = proposing(ticket().optedIn(), a -> a.confidence(1.0).degraded("no provider answered"));
        assertThat(ruling.path()).isEqualTo(Path.ASK_APPROVAL);
        assertThat(ruling.reasons()).contains("the analysis is degraded");
    }

    @Test
    void asksAPersonWhereNoRunbookNamesTheAction() {
        Ruling ruling = proposing(ticket().optedIn(), a -> a.evidence());
        assertThat(ruling.path()).isEqualTo(Path.ASK_APPROVAL);
        assertThat(ruling.reasons()).contains("no runbook of the evidence names action restart-service");
    }

    @ParameterizedTest
    @CsvSource({"0.86, RESOLVE", "0.7, FOLLOW_UP", "0.4, CLARIFY", "0.1, ESCALATE"})
    void goesOnWithoutAnActionThatIsNotInTheCatalogue(double confidence, Path path) {
        Ruling ruling = proposing(ticket().optedIn(), a -> a.confidence(confidence).proposal("format-disk", Map.of()));
        assertThat(ruling.path()).isEqualTo(path);
        assertThat(ruling.proposal()).isNull();
        assertThat(ruling.reasons()).contains("the action proposed, format-disk, is not in the catalogue: it is not done");
    }

    @Test
    void goesOnWithoutAnActionWhoseParametersDoNotPass() {
        Ruling ruling = proposing(ticket().optedIn(), a -> a.proposal("restart-service", Map.of("host", "web-01", "command", "rm -rf /")));
        assertThat(ruling.path()).isEqualTo(Path.RESOLVE);
        assertThat(ruling.proposal()).isNull();
        assertThat(ruling.reasons()).contains("the parameters proposed for action restart-service do not pass its schema, it is not done: "
            + "host and service must be there, as texts, and nothing else");
    }

    @Test
    void theNameOfAnUnknownActionIsRepeatedOnlyIfItIsOne() {
        Ruling ruling = proposing(ticket(), a -> a.proposal("rm -rf /\n@all ${sys.env.PATH}", Map.of()));
        assertThat(ruling.reasons()).contains("the action proposed is not in the catalogue: it is not done");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.5, 0.86, 1.0})
    void aCriticalTicketGoesToPeopleAtOnce(double confidence) {
        Ruling ruling = proposing(ticket().optedIn().priority(Priority.CRITICAL), a -> a.confidence(confidence));
        assertThat(ruling.path()).isEqualTo(Path.ESCALATE);
        assertThat(ruling.team()).isEqualTo("major-incidents");
        assertThat(ruling.reasons()).containsExactly("the ticket's priority is critical: rule critical sends it to people at once");
    }

    @Test
    void securityIsSeenInTheTicketsCategoryAndInTheAnalysts() {
        Ruling byTicket = proposing(ticket().optedIn().category(Category.SECURITY), a -> a);
        assertThat(byTicket.path()).isEqualTo(Path.ESCALATE);
        assertThat(byTicket.team()).isEqualTo("security-response");
        Ruling byAnalysis = proposing(ticket().optedIn().category(Category.EMAIL), a -> a.category(Category.SECURITY));
        assertThat(byAnalysis.path()).isEqualTo(Path.ESCALATE);
        assertThat(byAnalysis.reasons()).containsExactly("the analysis puts the ticket into category security: rule security sends it to people at once");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "I clicked a link in a phishing mail | security-response",
        "All files end in .locked: RANSOMWARE! | security-response",
        "Complete outage in Lyon | major-incidents",
        "Since 9:00 nobody can work | major-incidents",
        "We have DATA-LOSS on the file server | major-incidents",
        "The data is gone after the update | major-incidents",
        "corrupted Oracle database? no: corrupted database | major-incidents"})
    void wordsOfSecurityOutageAndDataLossSendTheTicketToPeople(String title, String team) {
        Ruling ruling = proposing(ticket().optedIn().title(title), a -> a);
        assertThat(ruling.path()).isEqualTo(Path.ESCALATE);
        assertThat(ruling.team()).isEqualTo(team);
    }

    @Test
    void wordsAreFoundInEveryTextOfTheTicket() {
        List<Ticket> tickets = List.of(ticket().optedIn().title("An outage").build(), ticket().optedIn().description("an outage").build(),
            ticket().optedIn().businessImpact("an outage").build(), ticket().optedIn().stepsTaken("an outage").build(),
            ticket().optedIn().errorMessages("an outage").build());
        assertThat(tickets).allSatisfy(t -> {
            Ruling ruling = rule(analysis().ticket(t).restart().build());
            assertThat(ruling.path()).isEqualTo(Path.ESCALATE);
            assertThat(ruling.reasons()).containsExactly("the ticket says 'outage…': rule outage sends it to people at once");
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.4, 0.7, 1.0})
    void s21ARiskThatNeedsAPersonKeepsTheHubFromDoingAnythingAlone(double confidence) {
        Ruling ruling = proposing(ticket().optedIn(), a -> a.confidence(confidence).explanation(risk(true)));
        assertThat(ruling.path()).isEqualTo(Path.ESCALATE);
        assertThat(ruling.team()).isEqualTo("server-operations");
        assertThat(ruling.proposal().action()).isEqualTo("restart-service");
        assertThat(ruling.reasons()).containsExactly("the text gives orders: a person looks at the ticket before anything is done (orders)");
    }

    @Test
    void aRiskThatNeedsNoPersonIsLeftToTheOtherRules() {
        assertThat(proposing(ticket().optedIn(), a -> a.explanation(risk(false))).path()).isEqualTo(Path.REMEDIATE);
    }

    @Test
    void aRuleThatNamesATeamComesBeforeARisk() {
        Ruling ruling = proposing(ticket().optedIn().title("An outage"), a -> a.explanation(risk(true)));
        assertThat(ruling.team()).isEqualTo("major-incidents");
        assertThat(ruling.reasons()).hasSize(2);
    }

    private static Explanation risk(boolean needsPerson) {
        return new Explanation(null, List.of(), List.of(new Explanation.Risk("orders", "the text gives\norders", needsPerson)), "en");
    }

    @Test
    void peopleStillReadWhichSoundActionWasProposed() {
        Ruling ruling = proposing(ticket().title("An outage"), a -> a);
        assertThat(ruling.proposal().action()).isEqualTo("restart-service");
    }

    @Test
    void whatSendsATicketToPeopleIsReadBeforeWhatWasWrongWithTheProposal() {
        Ruling stopped = proposing(ticket().title("An outage"), a -> a.proposal("format-disk", Map.of()));
        assertThat(stopped.reasons()).containsExactly("the ticket says 'outage…': rule outage sends it to people at once",
            "the action proposed, format-disk, is not in the catalogue: it is not done");
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL, , server, critical", "HIGH, security, server, about security", "HIGH, , security, about security"})
    void i6EvenWithoutAnyRuleOfThePolicyPeopleTakeWhatIsCriticalOrAboutSecurity(Priority priority, String ofTicket, String ofAnalysis, String what) {
        Policy bare = new Policy(policy.common(), policy.byCategory(), policy.teams(), policy.limits(), policy.vip(), policy.overrides(), policy.experiment(),
            List.of(), policy.links(), List.of());
        Ticket ticket = ticket().optedIn().priority(priority).category(ofTicket == null ? null : Category.of(ofTicket)).build();
        Ruling ruling = new DecisionRules(bare, new Catalogue()).rule(analysis().ticket(ticket).category(Category.of(ofAnalysis)).restart().build(), Records.trusted());
        assertThat(ruling.path()).isEqualTo(Path.ESCALATE);
        assertThat(ruling.reasons()).containsExactly("the ticket is " + what + ": people take it at once");
    }

    @ParameterizedTest
    @CsvSource({"200, false", "201, true"})
    void aFaultOfThePolicyIsToldInTwoHundredCharacters(int length, boolean cut) {
        Fault fault = new Fault("p.yaml", 7, "x".repeat(length - "p.yaml:7: ".length()));
        Ruling ruling = new DecisionRules(Policy.closed(List.of(fault)), new Catalogue()).rule(Analyses.certain(), Records.none());
        String told = ruling.reasons().get(0).substring("the policy cannot be read, so people decide: ".length());
        assertThat(told).isEqualTo(cut ? fault.toString().substring(0, 200) + "…" : fault.toString());
    }

    @ParameterizedTest
    @EnumSource(value = TicketStatus.class, names = {"RESOLVED", "CLOSED"})
    void aTicketThatIsClosedIsLeftAlone(TicketStatus status) {
        Ruling ruling = proposing(ticket().optedIn().status(status).title("An outage").priority(Priority.CRITICAL), a -> a);
        assertThat(ruling.path()).isEqualTo(Path.LEAVE);
        assertThat(ruling.team()).isNull();
        assertThat(ruling.proposal()).isNull();
        assertThat(ruling.reasons()).containsExactly("the ticket is " + status.json() + " already: nothing is left to do");
    }

    @Test
    void anAnswerThatIsDegradedOrStandsOnNothingDoesNotCloseATicket() {
        Ruling degraded = rule(analysis().degraded("the index is being rebuilt").build());
        assertThat(degraded.path()).isEqualTo(Path.FOLLOW_UP);
        assertThat(degraded.reasons()).contains("the analysis is degraded, so the ticket is answered and not closed");
        assertThat(rule(analysis().evidence().build()).path()).isEqualTo(Path.FOLLOW_UP);
    }

    @Test
    void i6PeopleDecideEverythingWhileThePolicyCannotBeRead() {
        DecisionRules closed = new DecisionRules(Policy.closed(List.of(new Fault("connector-configs/policy.yaml", 7, "'resolve' must be a number"))),
            new Catalogue());
        Ruling ruling = closed.rule(Analyses.proposingARestart(), Records.trusted());
        assertThat(ruling.path()).isEqualTo(Path.ESCALATE);
        assertThat(ruling.team()).isEqualTo("service-desk");
        assertThat(ruling.reasons()).containsExactly(
            "the policy cannot be read, so people decide: connector-configs/policy.yaml:7: 'resolve' must be a number");
    }

    private Ruling proposing(io.serai.testing.Tickets.Builder ticket, UnaryOperator<Analyses.Builder> change) {
        Analysis analysis = change.apply(analysis().ticket(ticket.build()).restart()).build();
        return rule(analysis);
    }

    private Ruling rule(Analysis analysis) {
        return rules.rule(analysis, Records.trusted());
    }
}
