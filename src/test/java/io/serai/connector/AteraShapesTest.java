package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.serai.home.HomeFiles;
import io.serai.ticket.Kind;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Shapes of Atera beside those that were recorded; samples of our own. */
class AteraShapesTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-21T06:00:00Z");
    private static final NormalizeText ATERA = NormalizeText.with(new HomeFiles(Path.of("").toAbsolutePath()), "atera", name -> Optional.empty());

    @AfterAll
    static void close() {
        ATERA.close();
    }

    @Test
    void aTicketWithoutATimeOfItsChangeTakesThatOfItsArrival() {
        List<Ticket> tickets = read("""
            {"items":[{"TicketID":"77","TicketTitle":" VPN ","TicketStatus":"Waiting on customer","TicketPriority":null,"TicketImpact":"Site Down",
             "TicketType":"Incident","EndUserFirstName":"Ann","EndUserLastName":null,"EndUserEmail":"ann@example.com","TicketCreatedDate":"2026-11-20T08:00:00Z",
             "FirstComment":"<p>It is &lt;down&gt;</p><div>since&nbsp;noon &amp; later</div>","Tags":"odd","CustomerName":"Acme","New":{"a":[1]}}],
             "totalPages":1}""", new ArrayList<>());
        assertThat(tickets).singleElement().satisfies(ticket -> {
            assertThat(ticket.source().externalId()).isEqualTo("77");
            assertThat(ticket.title()).isEqualTo("VPN");
            assertThat(ticket.status()).isEqualTo(TicketStatus.PENDING);
            assertThat(ticket.priority()).as("by the impact, where there is no priority").isEqualTo(Priority.CRITICAL);
            assertThat(ticket.kind()).isEqualTo(Kind.INCIDENT);
            assertThat(ticket.description()).isEqualTo("It is <down>\nsince noon & later");
            assertThat(ticket.requester().name()).isEqualTo("Ann");
            assertThat(ticket.updatedAt()).isEqualTo(RECEIVED);
            assertThat(ticket.labels()).containsEntry("customer", "Acme").containsEntry("created", "2026-11-20T08:00:00Z");
        });
    }

    @Test
    void anArchivedAlertIsResolvedAndATicketOfItsIsOnlyALabel() {
        assertThat(read("{\"AlertID\":5,\"Title\":\"CPU\",\"Severity\":\"Critical\",\"Archived\":true,\"TicketID\":9,\"DeviceName\":\"web-07\"}", new ArrayList<>()))
            .singleElement().satisfies(alert -> {
                assertThat(alert.source().externalId()).isEqualTo("5");
                assertThat(alert.kind()).isEqualTo(Kind.ALERT);
                assertThat(alert.status()).isEqualTo(TicketStatus.RESOLVED);
                assertThat(alert.priority()).isEqualTo(Priority.CRITICAL);
                assertThat(alert.labels()).containsEntry("ticket_id", "9").containsEntry("host", "web-07");
            });
    }

    @Test
    void whatIsMissingIsSaidAndTheOthersAreRead() {
        List<String> faults = new ArrayList<>();
        assertThat(read("[{\"TicketID\":1,\"TicketTitle\":null},{\"TicketTitle\":\"x\"},{\"TicketID\":2,\"TicketTitle\":\"y\",\"TicketStatus\":3},7]", faults))
            .extracting(Ticket::title).containsExactly("y");
        assertThat(faults.toString()).contains("no TicketTitle, so nothing says what it is about").contains("neither TicketID nor AlertID")
            .contains("no JSON object");
    }

    @Test
    void longRunsOfBlanksAndBracketsAreReadInTime() {
        String blanks = " ".repeat(300_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> read("{\"TicketID\":1,\"TicketTitle\":\"y\",\"FirstComment\":\">" + "<".repeat(300_000) + "\"}",
            new ArrayList<>()));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> read("{\"TicketID\":1,\"TicketTitle\":\"y\",\"FirstComment\":\" a" + blanks + "b \"}",
            new ArrayList<>()));
    }

    private static List<Ticket> read(String payload, List<String> faults) {
        List<Ticket> tickets = new ArrayList<>();
        ATERA.normalize(payload, RECEIVED, tickets::add, faults::add);
        return tickets;
    }
}
