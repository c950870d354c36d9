package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.HomeFiles;
import io.serai.simulator.Report;
import io.serai.simulator.SimulatedDatadog;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is Datadog's alone: the same event comes by webhook and by search, and both are one ticket. */
class DatadogContractTest extends ContractSuite {

    private static final Report REPORT = new Report("Disk is full", "On /var.", 2, null, null, "web-07", Map.of("service", "shop", "team", "ops"));

    private final SimulatedDatadog datadog = (SimulatedDatadog) named("datadog");

    @BeforeEach
    void fresh() {
        with(datadog);
    }

    @Test
    void whatTheWebhookSentIsNoNewsWhenItIsFetched() {
        String cycle = datadog.open(REPORT, datadog.now().minusSeconds(60));
        assertThat(deliver(datadog, datadog.sent(cycle))).isEqualTo(202);
        settled();
        poll(datadog);
        assertThat(outcomes(datadog).get(cycle)).hasSize(2).startsWith("created");
        assertThat(news(outcomes(datadog).get(cycle))).isEqualTo(1);
    }

    @Test
    void whatWasFetchedIsNoNewsWhenTheWebhookComesLate() {
        String cycle = datadog.open(REPORT, datadog.now().minusSeconds(60));
        poll(datadog);
        assertThat(deliver(datadog, datadog.sent(cycle))).isEqualTo(202);
        settled();
        assertThat(outcomes(datadog).get(cycle)).hasSize(2).startsWith("created");
        assertThat(news(outcomes(datadog).get(cycle))).isEqualTo(1);
    }

    @Test
    void aRecoveryWhoseWebhookIsLostClosesTheTicket() {
        String cycle = datadog.open(REPORT, datadog.now().minusSeconds(60));
        deliver(datadog, datadog.sent(cycle));
        settled();
        datadog.resolve(cycle, datadog.now().minusSeconds(5));
        poll(datadog);
        assertThat(ticket(datadog, cycle).status()).isEqualTo(TicketStatus.RESOLVED);
        deliver(datadog, datadog.sent(cycle));
        settled();
        assertThat(outcomes(datadog).get(cycle)).containsOnlyOnce("closed").doesNotContain("reopened");
        assertThat(news(outcomes(datadog).get(cycle))).isEqualTo(1);
    }

    @Test
    void aFetchedEventIsReadAsItsWebhookIs() {
        String fetched = datadog.open(REPORT, datadog.now().minusSeconds(60));
        poll(datadog);
        String sent = datadog.open(REPORT, datadog.now().minusSeconds(60));
        deliver(datadog, datadog.sent(sent));
        settled();
        Ticket one = ticket(datadog, fetched);
        Ticket other = ticket(datadog, sent);
        assertThat(one.title()).isEqualTo(other.title()).isEqualTo("Disk is full");
        assertThat(one.description()).isEqualTo(other.description()).isEqualTo("On /var.");
        assertThat(one.priority()).isEqualTo(other.priority()).isEqualTo(Priority.HIGH);
        assertThat(one.affectedSystem()).isEqualTo(other.affectedSystem()).isEqualTo("web-07");
        assertThat(one.label("service")).isEqualTo(other.label("service")).contains("shop");
        assertThat(one.label("scopes")).isEqualTo(other.label("scopes")).contains("host:web-07,service:shop");
        assertThat(one.label("event_id").orElseThrow()).as("the id of the event as webhooks have it").matches("[0-9]{19}");
        assertThat(one.source().url()).startsWith("https://app.datadoghq.com/monitors/");
    }

    @Test
    void aNoteOfOursIsNotFetchedAsAnEvent() {
        String cycle = datadog.open(REPORT, datadog.now().minusSeconds(60));
        poll(datadog);
        int before = stored(datadog);
        datadog.note(cycle);
        poll(datadog);
        assertThat(stored(datadog)).isEqualTo(before);
    }

    @Test
    void withAHookSecretAloneWebhooksAreTaken() {
        Connector hookOnly = shipped(Map.of("SERAI_DATADOG_HOOK_SECRET", "s3cret")).connector().orElseThrow();
        assertThat(hookOnly.streams().hook()).isNotNull();
        assertThat(hookOnly.streams().poll()).isNull();
        assertThat(hookOnly.streams().writeBack()).isNull();
        Connector notes = shipped(Map.of("SERAI_DATADOG_HOOK_SECRET", "s3cret", "SERAI_DATADOG_API_KEY", "k3y", "SERAI_DATADOG_APP_KEY", "4pp")).connector().orElseThrow();
        assertThat(notes.streams().poll()).as("nothing is fetched before somebody says what").isNull();
        assertThat(notes.streams().writeBack()).isNotNull();
        assertThat(shipped(Map.of("SERAI_DATADOG_API_KEY", "k3y", "SERAI_DATADOG_APP_KEY", "4pp", "SERAI_DATADOG_EVENT_QUERY", "source:alert"))
            .connector().orElseThrow()).satisfies(pollOnly -> {
                assertThat(pollOnly.streams().hook()).isNull();
                assertThat(pollOnly.streams().poll()).isNotNull();
            });
    }

    private static ConnectorFile shipped(Map<String, String> environment) {
        List<ConnectorFile> files = ConnectorFiles.read(new HomeFiles(Path.of("").toAbsolutePath()), name -> Optional.ofNullable(environment.get(name))).files();
        return files.stream().filter(file -> file.name().equals("datadog")).findFirst().orElseThrow();
    }
}
