package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.HomeFiles;
import io.serai.ticket.Kind;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Shapes of Jira beside those that were recorded; samples of our own. */
class JiraShapesTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-21T06:00:00Z");
    private static final NormalizeText JIRA = NormalizeText.with(new HomeFiles(Path.of("").toAbsolutePath()), "jira",
        name -> Optional.ofNullable(switch (name) {
            case "SERAI_JIRA_OWN_USER" -> "acc-1";
            case "SERAI_JIRA_URL" -> "https://inn.atlassian.net";
            case "SERAI_JIRA_TOKEN", "SERAI_JIRA_HOOK_SECRET" -> "x";
            default -> null;
        }));

    @AfterAll
    static void close() {
        JIRA.close();
    }

    @Test
    void richTextBecomesPlainTextAndForeignNodesBreakNothing() {
        Ticket ticket = one("""
            {"id":10001,"key":"OPS-1","self":"https://x/rest/api/3/issue/10001","fields":{"summary":" VPN is down ","updated":"2026-11-20T10:00:00.000+0100",
             "created":"2026-11-20T09:00:00.000+0100","issuetype":{"name":"[System] Incident"},"priority":{"id":"1","name":"Sehr hoch"},
             "status":{"name":"Waiting for customer","statusCategory":{"key":"indeterminate"}},"labels":["host:web-07","shop",null,3],
             "components":[{"name":"VPN"}],"reporter":{"displayName":"Ann","emailAddress":"ann@example.com"},"assignee":null,"customfield_1":{"a":[{}]},
             "description":{"type":"doc","version":1,"content":[
               {"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"What"}]},
               {"type":"paragraph","content":[{"type":"text","text":"Ask "},{"type":"mention","attrs":{"id":"1","text":"@Bob"}},{"type":"hardBreak"},
                 {"type":"inlineCard","attrs":{"url":"https://wiki/x"}},{"type":"new-kind"},null,"odd",{"type":"text","text":null}]},
               {"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"one"}]}]}]},
               {"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph",
                 "content":[{"type":"text","text":"a"}]}]},{"type":"tableCell","content":[]}]}]}]}}}""");
        assertThat(ticket.title()).isEqualTo("VPN is down");
        assertThat(ticket.description()).startsWith("What\nAsk @Bob\nhttps://wiki/x\n- one\na |");
        assertThat(ticket.kind()).isEqualTo(Kind.INCIDENT);
        assertThat(ticket.priority()).as("by number, whatever the administrator calls it").isEqualTo(Priority.CRITICAL);
        assertThat(ticket.status()).isEqualTo(TicketStatus.PENDING);
        assertThat(ticket.affectedSystem()).isEqualTo("web-07");
        assertThat(ticket.requester().email()).isEqualTo("ann@example.com");
        assertThat(ticket.labels()).containsEntry("tags", "shop,3").containsEntry("issue_id", "10001").containsEntry("components", "VPN");
        assertThat(ticket.source().url()).isEqualTo("https://inn.atlassian.net/browse/OPS-1");
        assertThat(ticket.updatedAt()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
    }

    @Test
    void ourOwnChangesComeBackRecognised() {
        String webhook = """
            {"webhookEvent":"%s","timestamp":1795168800000,"user":{"accountId":"%s"},"issue":{"id":"1","key":"OPS-2","fields":{"summary":"Slow",
             "created":"2026-11-20T09:00:00.000+0000","updated":"2026-11-20T10:00:00.000+0000"}}%s}""";
        assertThat(one(webhook.formatted("jira:issue_updated", "acc-1", "")).label(Ticket.OWN_UPDATE)).contains("true");
        assertThat(one(webhook.formatted("jira:issue_updated", "acc-2", "")).label(Ticket.OWN_UPDATE)).isEmpty();
        String comment = ",\"comment\":{\"author\":{\"accountId\":\"acc-1\"},\"body\":\"x\",\"created\":\"2026-11-20T10:00:00.000+0000\"}";
        assertThat(one(webhook.formatted("comment_created", "acc-2", comment)).label(Ticket.OWN_UPDATE)).contains("true");
        assertThat(one(webhook.formatted("jira:issue_deleted", "acc-2", "")).status()).isEqualTo(TicketStatus.CLOSED);
    }

    @Test
    void theNewestCommentThatAllMayReadAndThatIsNotOursIsToldWithTheTicket() {
        String issue = """
            {"id":"1","key":"OPS-3","fields":{"summary":"Slow","created":"2026-11-20T09:00:00.000+0000","updated":"2026-11-20T10:00:00.000+0000",
             "comment":{"comments":[{"id":"7","author":{"displayName":"Ann"},"body":"%s"},{"id":"8","body":"secret","jsdPublic":false},
               {"id":"9","body":"Please add\\n\\n[serai:01234567]"},null,{"id":"10"}]}}}""";
        assertThat(one(issue.formatted("It is LAP-1")).labels()).containsEntry(Ticket.COMMENT, "It is LAP-1").containsEntry(Ticket.COMMENT_ID, "7")
            .containsEntry(Ticket.COMMENT_BY, "Ann");
        assertThat(one(issue.formatted("It is LAP-1\\n> Please add\\n> [serai:01234567]")).label(Ticket.COMMENT_ID)).as("who answers may quote what was asked").contains("7");
        assertThat(one(issue.formatted("It is LAP-1").replace("\"id\":\"7\"", "\"id\":\"7\",\"visibility\":{\"type\":\"role\"}")).labels()).doesNotContainKey(Ticket.COMMENT);
        assertThat(one(issue.formatted("It is LAP-1").replace("\"displayName\":\"Ann\"", "\"accountId\":\"acc-1\"")).labels()).as("the hub's own user").doesNotContainKey(Ticket.COMMENT);
        assertThat(one(issue.formatted(" ")).labels()).doesNotContainKeys(Ticket.COMMENT, Ticket.COMMENT_ID, Ticket.COMMENT_BY);
        assertThat(one(issue.replace("\"comment\":{", "\"labels\":[\"comment:x\"],\"none\":{")).labels()).doesNotContainKey(Ticket.COMMENT);
    }

    @Test
    void aSearchGivesATicketAnIssueAndWhatIsMissingIsSaid() {
        List<String> faults = new ArrayList<>();
        List<Ticket> tickets = read("""
            {"issues":[{"key":"A-1","fields":{"summary":"x","priority":null,"status":null,"labels":null,"reporter":"odd","project":7}},
             {"id":"2","fields":{"summary":"x"}},{"key":"A-3","fields":{"summary":"  "}}],"isLast":true}""", faults);
        assertThat(tickets).singleElement().satisfies(ticket -> {
            assertThat(ticket.status()).isEqualTo(TicketStatus.OPEN);
            assertThat(ticket.priority()).isEqualTo(Priority.MEDIUM);
        });
        assertThat(faults.toString()).contains("no key, so updates could not be matched").contains("no summary, so nothing says what it is about");
        faults.clear();
        assertThat(read("{\"webhookEvent\":\"user_created\"}", faults)).isEmpty();
        assertThat(faults.toString()).contains("no issue");
        assertThat(read("{\"issues\":[]}", new ArrayList<>())).isEmpty();
    }

    private static Ticket one(String payload) {
        List<String> faults = new ArrayList<>();
        List<Ticket> tickets = read(payload, faults);
        assertThat(faults).isEmpty();
        assertThat(tickets).hasSize(1);
        return tickets.get(0);
    }

    private static List<Ticket> read(String payload, List<String> faults) {
        List<Ticket> tickets = new ArrayList<>();
        JIRA.normalize(payload, RECEIVED, tickets::add, faults::add);
        return tickets;
    }
}
