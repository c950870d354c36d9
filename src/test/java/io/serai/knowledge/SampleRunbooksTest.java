package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.Fault;
import io.serai.home.HomeFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRunbooksTest {

    private static LinkingIndex index;

    @BeforeAll
    static void open() throws Exception {
        index = new LinkingIndex(Path.of("knowledge"), LinkingModel.shipped(), 2, LinkingWatches.SILENT);
    }

    @AfterAll
    static void close() throws Exception {
        index.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        service-down                 | 0.4 | checkout-api is down                             | Health check of checkout-api on web-03.prod.example.net failed: connection refused
        service-down                 | 0.0 | [Triggered] Service payments does not respond    | HTTP check returned 503 for 5 minutes.
        memory-after-cache-growth    | 0.8 | Memory usage high on app-2                       | Memory is at 94 %. Cache entries have grown for six hours.
        memory-after-cache-growth    | 0.8 | Container was OOMKilled                          | search-service used more memory than its limit; its cache keeps growing
        volume-filling-up            | 0.2 | Free disk space is less than 5% on volume /      | Zabbix: /var/lib/postgresql on db-01 has 3.2 % left
        volume-filling-up            | 0.0 | No space left on device                          | The nightly backup could not be written.
        account-locked               | 0.8 | Cannot log in                                    | My account is locked, it says too many failed attempts. Please unlock it.
        account-locked               | 0.0 | Please unlock user jdoe                          |
        vpn-drops                    | 0.47 | VPN keeps disconnecting                          | Since yesterday the VPN drops every few minutes when I work from home
        printer-offline              | 0.8 | Printer on 2nd floor does not print              | It is shown as offline, my documents stay in the queue
        wifi-authentication-failure  | 0.8 | Cannot connect to company Wi-Fi                  | My laptop asks for the wifi password again and again
        mailbox-over-quota           | 0.8 | Mailbox full                                     | I cannot send emails any more, Outlook says the mailbox has reached its maximum size
        certificate-expiring         | 0.8 | SSL certificate of shop.example.com expires soon | The certificate expires in 6 days.
        high-cpu                     | 0.8 | High CPU utilization on db-01                    | CPU load is 97 % for more than 15 minutes
        database-connections-exhausted | 0.8 | FATAL: remaining connection slots are reserved | The application cannot get a connection from the pool
        laptop-slow-or-not-booting   | 0.3 | Laptop won't start                               | Black screen after pressing the power button
        """)
    void anAlertFindsItsRunbookFirst(String runbook, double score, String title, String description) {
        List<Evidence> evidence = index.answer(new Question("", title, description));
        assertThat(evidence).extracting(Evidence::id).startsWith(runbook);
        assertThat(evidence.get(0).score()).as(title).isGreaterThan(score);
        assertThat(evidence).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Please order a standing desk             | I would like one for room 214.
        Kafka consumer group is lagging          | Lag of group billing on topic orders is 120000
        Question about my holiday request        | Who approves it while my manager is away?
        """)
    void aTicketWithoutARunbookScoresLow(String title, String description) {
        assertThat(index.answer(new Question("", title, description)).get(0).score()).as(title).isLessThan(0.25);
    }

    @Test
    void theSamplesAreWithoutFault() {
        List<Fault> faults = new ArrayList<>();
        List<RunbookFolder.Found> found = RunbookFolder.packed(new HomeFiles(Path.of("").toAbsolutePath()), faults);
        assertThat(faults).isEmpty();
        assertThat(found).hasSizeGreaterThanOrEqualTo(12).allSatisfy(runbook -> {
            assertThat(runbook.runbook().categories()).isNotEmpty();
            assertThat(runbook.runbook().text()).contains("## Symptoms", "## Cause", "## Steps", "## Verify");
        });
    }
}
