package io.serai.decision;

import static io.serai.testing.Analyses.analysis;
import static io.serai.testing.Tickets.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.analysis.Analysis;
import io.serai.context.RequesterContext;
import io.serai.decision.DecisionRules.Ruling;
import io.serai.home.HomeFiles;
import io.serai.testing.Catalogue;
import io.serai.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose tickets are handled with more care, and what that is, with {@code tuned-policy.yaml}. */
class VipTest {

    @TempDir java.nio.file.Path home;
    private DecisionRules rules;

    @BeforeEach
    void read() throws IOException {
        rules = with("", "");
    }

    @ParameterizedTest
    @CsvSource({"ada.ruler@EXAMPLE.com, true", "ceo@board.example.com, true", "john@example.com, false", "ceo@notboard.example.com, false",
        "ada.ruler@example.com@evil.example, false", ", false"})
    void aVipIsKnownByAddressOrDomain(String email, boolean vip) {
        Ticket ticket = ticket().optedIn().requester(new Ticket.Requester("Ada", email, null)).build();
        Ruling ruling = decide(analysis().ticket(ticket).restart().build());
        assertThat(ruling.path()).isEqualTo(vip ? Path.FOLLOW_UP : Path.REMEDIATE);
        assertThat(ruling.reasons().contains("the requester is a VIP, with whom the policy goes no further than follow-up")).isEqualTo(vip);
    }

    @ParameterizedTest
    @CsvSource({"Chief Executive Officer, Sales, true", "chief executive officer , , true", "PRÉSIDENT, , true", ", executive board, true", "Chief Officer, Executive Boards, false",
        "Deputy Chief Executive Officer, Board, false", "Executive Board, Chief Executive Officer, false", ", , false"})
    void aVipIsKnownByTheTitleOrDepartmentThatADirectoryTells(String title, String department, boolean vip) {
        Ruling ruling = decide(restartFor(requester(RequesterContext.State.FOUND, title, department)));
        assertThat(ruling.path()).isEqualTo(vip ? Path.FOLLOW_UP : Path.REMEDIATE);
        assertThat(ruling.reasons().contains("the requester is a VIP, with whom the policy goes no further than follow-up")).isEqualTo(vip);
    }

    @Test
    void whereTheDirectoryDoesNotAnswerNothingRunsAloneForWhoMayBeAVip() {
        RequesterContext unavailable = requester(RequesterContext.State.UNAVAILABLE, null, null);
        Ruling ruling = decide(restartFor(unavailable));
        assertThat(ruling.path()).isEqualTo(Path.ASK_APPROVAL);
        assertThat(ruling.team()).isEqualTo("web-team");
        assertThat(ruling.reasons()).last().isEqualTo("it cannot be told whether the requester is a VIP, as their context was not to be had");
        assertThat(ruling.grounds().wouldChange()).contains("were it not that it cannot be told whether the requester is a VIP, as their context was not to be had, it would have been REMEDIATE");
        assertThat(decide(restartFor(requester(RequesterContext.State.UNKNOWN, null, null))).path()).isEqualTo(Path.REMEDIATE);
        Ticket ada = ticket().optedIn().requester(new Ticket.Requester("Ada", "ada.ruler@example.com", null)).build();
        assertThat(decide(analysis().ticket(ada).restart().requester(unavailable).build()).reasons())
            .noneMatch(reason -> reason.contains("it cannot be told"));
    }

    @Test
    void aDirectoryThatDoesNotAnswerMattersOnlyToAPolicyThatAsksIt() throws IOException {
        RequesterContext unavailable = requester(RequesterContext.State.UNAVAILABLE, null, null);
        assertThat(with("  path: follow-up", "  path: remediate").rule(restartFor(unavailable), Records.trusted()).path()).isEqualTo(Path.REMEDIATE);
        assertThat(with("  titles: .*\n  departments: .*\n", "").rule(restartFor(unavailable), Records.trusted()).path()).isEqualTo(Path.REMEDIATE);
        assertThat(with("  titles: .*\n", "").rule(restartFor(unavailable), Records.trusted()).path()).isEqualTo(Path.ASK_APPROVAL);
        assertThat(with("  departments: .*\n", "").rule(restartFor(unavailable), Records.trusted()).path()).isEqualTo(Path.ASK_APPROVAL);
    }

    @Test
    void aVipMayHaveATeamAndNoLimit() throws IOException {
        Ticket ticket = ticket().optedIn().requester(new Ticket.Requester("Ada", "ada.ruler@example.com", null)).build();
        DecisionRules unlimited = with("  path: follow-up", "  path: remediate");
        assertThat(unlimited.rule(analysis().ticket(ticket).restart().build(), Records.trusted()).path()).isEqualTo(Path.REMEDIATE);
        assertThat(unlimited.rule(analysis().ticket(ticket).confidence(0.1).build(), Records.trusted()).team()).isEqualTo("vip-desk");
    }

    @Test
    void aVipWhomTheTalkSendsToPeopleGoesToTheSameTeam() {
        Analysis asked = analysis().ticket(ticket().requester(new Ticket.Requester("Ada", "ada.ruler@example.com", null)).build()).confidence(0.4).build();
        Ruling heeded = rules.heed(new Talking.Objection(true, "ten rounds are enough"), decide(asked), asked);
        assertThat(heeded.team()).isEqualTo("vip-desk");
    }

    @Test
    void aVipHasATeamOfTheirOwn() {
        Ticket ticket = ticket().requester(new Ticket.Requester("Ada", "ada.ruler@example.com", null)).build();
        Ruling ruling = decide(analysis().ticket(ticket).confidence(0.1).build());
        assertThat(ruling.team()).isEqualTo("vip-desk");
    }

    private Ruling decide(Analysis analysis) {
        return rules.rule(analysis, Records.trusted());
    }

    /** The rules of the policy with one part of its text replaced. */
    private DecisionRules with(String pattern, String replacement) throws IOException {
        java.nio.file.Path file = Files.createDirectories(home.resolve("connector-configs")).resolve("policy.yaml");
        String text = Files.readString(java.nio.file.Path.of("src/test/resources/connector-configs/tuned-policy.yaml"));
        Files.writeString(file, text.replaceFirst(pattern, replacement));
        Policy changed = PolicyFile.read(new HomeFiles(home));
        assertThat(changed.faults()).isEmpty();
        return new DecisionRules(changed, new Catalogue());
    }

    private static Analysis restartFor(RequesterContext requester) {
        return analysis().ticket(ticket().optedIn().build()).restart().requester(requester).build();
    }

    private static RequesterContext requester(RequesterContext.State state, String title, String department) {
        return new RequesterContext(state, "microsoft-graph", title, department, null, null, null, null, null, null);
    }
}
