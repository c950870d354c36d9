package io.serai.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.knowledge.Case;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import java.time.Duration;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

/** Retrieval and offline analyst together, on the runbooks that come with the hub. */
@CamelSpringBootTest
@DirtiesContext
@SpringBootTest(properties =
    "camel.main.routes-include-pattern=file:routes/knowledge-enrich-ticket.camel.yaml,file:routes/context-fetch-requester.camel.yaml,"
        + "file:routes/remediation-call-action.camel.yaml,file:routes/remediation-ask-action.camel.yaml")
class OfflineOnSampleRunbooksTest {

    @Autowired ProducerTemplate template;
    @Autowired AnalyzeCase analyzeCase;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Disk is filling up | Volume /data on db-01 has 4 % free. | volume-filling-up | storage | Find what takes the space",
        "Service down: health check of web-01 fails | HTTP 503 for 5 minutes | service-down | server | Look whether a release",
        "Account locked | I typed my password wrong too often | account-locked | account | Make sure that it is the user",
        "VPN drops | AnyConnect disconnects every ten minutes | vpn-drops | vpn | Ask whether others are affected",
        "Printer offline | The printer on floor 2 prints nothing | printer-offline | printer | Look at the display",
        "CPU high on app-02 | load average 40 | high-cpu | server | See which process it is"})
    void aTicketGetsCategoryCauseAndTheStepsOfItsRunbook(String title, String description, String runbook, String category, String first) {
        Ticket ticket = Tickets.ticket().title(title).description(description).category(null).build();
        await().atMost(Duration.ofSeconds(60)).until(() -> enriched(ticket).degraded() == null);
        Analysis analysis = analyzeCase.analyze(enriched(ticket));
        assertThat(analysis.evidence().get(0).id()).isEqualTo(runbook);
        assertThat(analysis.category().json()).isEqualTo(category);
        assertThat(analysis.likelyCause()).isNotBlank();
        assertThat(analysis.steps()).hasSizeBetween(3, 6).first().asString().startsWith(first);
        assertThat(analysis.confidence()).isBetween(0.5, analysis.evidence().get(0).score());
    }

    private Case enriched(Ticket ticket) {
        return template.requestBody("direct:knowledge-enrich-ticket", ticket, Case.class);
    }
}
