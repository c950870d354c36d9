package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import java.time.Duration;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@CamelSpringBootTest
@SpringBootTest(properties = "camel.main.routes-include-pattern=file:routes/knowledge-enrich-ticket.camel.yaml,"
    + "file:routes/context-fetch-requester.camel.yaml")
class KnowledgeEnrichTicketRouteTest {

    @Autowired ProducerTemplate template;
    @Autowired KeepKnowledge keeper;
    @Autowired LiveIndex index;
    @Autowired KnowledgeHealth health;
    @Autowired MeterRegistry meters;

    @BeforeEach
    void indexed() {
        await().atMost(Duration.ofSeconds(60)).until(keeper::complete);
    }

    @Test
    void aTicketBecomesACaseWithTheRunbooksThatBearOnIt() {
        Ticket ticket = Tickets.ticket().title("Disk is filling up").description("Volume /data on db-01 has 4 % free.").build();
        Case found = template.requestBody("direct:knowledge-enrich-ticket", ticket, Case.class);
        assertThat(found.ticket()).isEqualTo(ticket);
        assertThat(found.degraded()).isNull();
        assertThat(found.evidence()).hasSizeLessThanOrEqualTo(5);
        assertThat(found.evidence().get(0)).satisfies(first -> {
            assertThat(first.id()).isEqualTo("volume-filling-up");
            assertThat(first.type()).isEqualTo("runbook");
            assertThat(first.categories()).contains("storage");
            assertThat(first.actions()).containsExactly("expand-volume");
            assertThat(first.score()).isGreaterThan(0.5);
            assertThat(first.excerpt()).isNotBlank();
        });
        assertThat(health.health().getDetails()).containsEntry("state", "ready").containsEntry("documents", 12L);
        assertThat(meters.get("serai.knowledge.search").timer().count()).isPositive();
        assertThat(meters.get("serai.knowledge.documents").gauge().value()).isEqualTo(12);
    }

    @Test
    void aTicketThatNothingIsKnownAboutBecomesACaseWithoutStrongEvidence() {
        Ticket ticket = Tickets.ticket().title("Canteen menu").description("There was no soup today.").build();
        Case found = template.requestBody("direct:knowledge-enrich-ticket", ticket, Case.class);
        assertThat(found.evidence()).allMatch(evidence -> evidence.score() < 0.2);
    }
}
