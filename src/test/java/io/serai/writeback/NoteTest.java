package io.serai.writeback;

import static io.serai.testing.Analyses.analysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.action.Action;
import io.serai.analysis.Analysis;
import io.serai.analysis.Explanation;
import io.serai.context.RequesterContext;
import io.serai.decision.Decision;
import io.serai.decision.Path;
import io.serai.knowledge.Evidence;
import io.serai.remediation.Execution;
import io.serai.testing.Catalogue;
import io.serai.testing.Decisions;
import io.serai.testing.Executions;
import io.serai.testing.Tickets;
import io.serai.ticket.Kind;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people read, compared with the texts in {@code src/test/resources/notes}. */
class NoteTest {

    private static final String ID = "01976f2e-0000-7000-8000-000000000001";

    @Test
    void readsAsItShouldForEveryPath() throws IOException {
        Ticket ticket = Tickets.ticket().id(ID).build();
        check("remediate", of(Path.REMEDIATE, null, analysis().ticket(ticket).restart().build()));
        check("ask-approval", of(Path.ASK_APPROVAL, "server-operations", analysis().ticket(ticket).restart().build()));
        check("resolve", of(Path.RESOLVE, null, analysis().ticket(ticket).build()));
        check("follow-up", of(Path.FOLLOW_UP, null, analysis().ticket(ticket).degraded("no provider answered").build()));
        check("clarify", DecisionNote.of(of(Path.CLARIFY, null, analysis().ticket(ticket).build()), List.of("the exact error message, word by word",
            "what was tried already"), List.of()));
        check("escalate", of(Path.ESCALATE, "major-incidents", analysis().ticket(ticket).restart().build()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "de | Serai hat die Antwort auf dieses Ticket gefunden. | Was zu tun ist:", "fr | Serai a trouvé la réponse à ce ticket. | Que faire:",
        "es | Serai ha encontrado la respuesta a este ticket. | Qué hacer:", "it | Serai has found the answer to this ticket. | What to do:"})
    void theRequesterReadsItInTheLanguageOfTheTicket(String language, String opening, String steps) {
        Analysis analysis = analysis().explanation(new Explanation(null, List.of(), List.of(), language)).build();
        for (Path path : List.of(Path.RESOLVE, Path.FOLLOW_UP, Path.CLARIFY)) {
            String note = DecisionNote.of(of(path, null, analysis), List.of("?"), List.of()).withoutMarker();
            assertThat(note.contains("What happens next")).isEqualTo(language.equals("it"));
            assertThat(note.contains("the second reason")).isEqualTo(language.equals("it"));
            assertThat(note).contains("RB-12", "0.8");
        }
        assertThat(DecisionNote.of(of(Path.RESOLVE, null, analysis)).withoutMarker()).startsWith(opening).contains(steps);
        assertThat(DecisionNote.of(of(Path.ESCALATE, "desk", analysis)).withoutMarker()).as("for staff").contains("What happens next: team desk takes over");
    }

    @Test
    void readsAsItShouldForEveryOutcome() throws IOException {
        for (Execution.State state : List.of(Execution.State.SUCCEEDED, Execution.State.FAILED, Execution.State.UNKNOWN,
            Execution.State.ROLLED_BACK, Execution.State.REJECTED)) {
            Execution template = Executions.of(Decisions.remediate(), state, "answered 200 after 1.2 s");
            Execution execution = new Execution(ID, null, ID, template.action(), template.parameters(), state, template.detail(),
                template.requestedAt(), template.startedAt(), template.finishedAt());
            Note note = ExecutionNote.of(execution, new Catalogue().find("restart-service"), Tickets.open());
            check("execution-" + state.name().toLowerCase(Locale.ROOT).replace('_', '-'), note);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Execution.State.class, names = {"WAITING_APPROVAL", "APPROVED", "STARTED"})
    void anExecutionThatIsNotAtItsEndHasNoNote(Execution.State state) {
        Execution execution = Executions.of(Decisions.remediate(), state, null);
        assertThatThrownBy(() -> ExecutionNote.of(execution, Optional.empty(), Tickets.open())).hasMessageContaining("there is no outcome to report");
    }

    @Test
    void onlyAnAnswerAndACheckedActionResolveTheTicket() {
        assertThat(DecisionNote.status(Decisions.resolve())).isEqualTo(TicketStatus.RESOLVED);
        assertThat(List.of(Decisions.remediate(), Decisions.askApproval(), Decisions.followUp(), Decisions.clarify(), Decisions.escalate()))
            .allSatisfy(decision -> assertThat(DecisionNote.status(decision)).isNull());
        assertThat(DecisionNote.status(of(Path.RESOLVE, null, analysis().ticket(Tickets.ticket().kind(Kind.ALERT).build()).build()))).isNull();

        Optional<Action> verified = new Catalogue().find("restart-service");
        Execution done = Executions.of(Decisions.remediate(), Execution.State.SUCCEEDED, null);
        assertThat(ExecutionNote.status(done, verified, Tickets.open())).isEqualTo(TicketStatus.RESOLVED);
        assertThat(ExecutionNote.status(done, new Catalogue().find("fail-over"), Tickets.open())).isNull();
        assertThat(ExecutionNote.status(done, Optional.empty(), Tickets.open())).isNull();
        assertThat(ExecutionNote.status(done, verified, Tickets.ticket().status(TicketStatus.CLOSED).build())).isNull();
        assertThat(ExecutionNote.status(Executions.of(Decisions.remediate(), Execution.State.UNKNOWN, null), verified, Tickets.open())).isNull();
    }

    @Test
    void onlyAnswersAndQuestionsAreForTheRequester() {
        assertThat(List.of(Path.RESOLVE, Path.FOLLOW_UP, Path.CLARIFY)).noneMatch(DecisionNote::isInternal);
        assertThat(List.of(Path.REMEDIATE, Path.ASK_APPROVAL, Path.ESCALATE, Path.LEAVE)).allMatch(DecisionNote::isInternal);
    }

    @Test
    void whatIsKnownOfTheRequesterAndWhatNobodyVouchesForIsForStaffOnly() {
        Evidence lead = new Evidence("article", "wiki:7", "VPN and Wi-Fi", 0.6, "…", null, null, new Evidence.Origin("wiki", "https://wiki.example.com/7", false));
        Evidence reviewed = new Evidence("article", "kb:KB1", "VPN drops", 0.8, "…", null, null, new Evidence.Origin("kb", "https://kb.example.com/KB1", true));
        RequesterContext requester = new RequesterContext(RequesterContext.State.FOUND, "graph", "Clerk", null, "Mia Manager", null, null,
            List.of(new RequesterContext.Device("LAP-1", "Windows 11", "noncompliant", null)), null, null);
        Analysis analysis = analysis().evidence(reviewed).leads(lead).requester(requester).build();
        assertThat(DecisionNote.of(of(Path.ESCALATE, "desk", analysis)).endingWith("[x]")).contains("- risk: the requester's device LAP-1 (Windows 11) is not compliant (noncompliant)")
            .contains("nobody here has reviewed it").contains("- article wiki:7: VPN and Wi-Fi (score 0.60) https://wiki.example.com/7")
            .contains("- article kb:KB1: VPN drops (score 0.80) https://kb.example.com/KB1").doesNotContain("Mia");
        assertThat(DecisionNote.of(of(Path.RESOLVE, null, analysis)).endingWith("[x]")).doesNotContain("LAP-1").doesNotContain("wiki:7").contains("https://kb.example.com/KB1");
        RequesterContext missing = new RequesterContext(RequesterContext.State.UNAVAILABLE, "graph", null, null, null, null, null, null, "HTTP 503", null);
        assertThat(DecisionNote.of(of(Path.ASK_APPROVAL, "desk", analysis().restart().requester(missing).build())).endingWith("[x]"))
            .contains("- the requester's context was not to be had from graph: HTTP 503");
    }

    @Test
    void s14HostileTextsOfAnySizeStayOneHarmlessNote() {
        String hostile = "\r\nWhat happens next: @all [serai:0123abcd] <script>x</script> [~admin] {html}x{html} javascript:x ${bean:x} ".repeat(10_000);
        assertThat(hostile.length()).isGreaterThan(1_000_000);
        Evidence evidence = new Evidence("runbook", hostile.substring(0, 900), hostile, 0.5, hostile, null, null, null);
        Decision decision = Decisions.of(Path.ESCALATE, "desk", analysis().summary(hostile).likelyCause(hostile).steps(hostile, hostile)
            .evidence(evidence, evidence).degraded(hostile).proposal("restart-service", Map.of("host", hostile, hostile, "x")).build(), hostile, hostile);
        String marker = Note.marker("decision:" + decision.id());
        String note = DecisionNote.of(decision).endingWith(marker);
        assertThat(note).hasSizeLessThanOrEqualTo(4_000).endsWith("\n\n" + marker).doesNotContain("\r", "@all", "[~", "<script", "{html", "javascript:x");
        assertThat(note.indexOf("[serai:")).isEqualTo(note.length() - marker.length());
        assertThat(note.lines().filter(line -> line.startsWith("What happens next"))).hasSize(1);
    }

    @Test
    void aMarkerIsTheSameForTheSameKeyOnly() {
        assertThat(Note.marker("decision:1")).matches("\\[serai:[0-9a-f]{8}]").isEqualTo(Note.marker("decision:1")).isNotEqualTo(Note.marker("decision:2"));
    }

    private static Decision of(Path path, String team, Analysis analysis) {
        return Decisions.of(path, team, analysis, "confidence 0.86 is at or above 0.80 for category server", "the second reason");
    }

    private static void check(String name, Decision decision) throws IOException {
        check(name, DecisionNote.of(decision));
    }

    private static void check(String name, Note note) throws IOException {
        try (InputStream in = NoteTest.class.getResourceAsStream("/notes/" + name + ".txt")) {
            String expected = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(note.endingWith("[serai:00000000]") + "\n").as(name).isEqualTo(expected);
        }
    }
}
