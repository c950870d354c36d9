package io.serai.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.action.Actions;
import io.serai.audit.AuditTrail;
import io.serai.knowledge.Case;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.UseAdviceWith;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

@CamelSpringBootTest
@UseAdviceWith
@Import(AnalysisAnalyzeCaseRouteTest.Beans.class)
@DirtiesContext
@SpringBootTest(properties =
    "camel.main.routes-include-pattern=file:routes/analysis-*.camel.yaml,file:routes/policy-return-to-queue.camel.yaml,file:routes/remediation-call-action.camel.yaml")
class AnalysisAnalyzeCaseRouteTest {

    @TestConfiguration
    static class Beans {
        @Bean
        @Primary
        Actions catalogue() {
            return Remedies.usual();
        }
    }

    @Autowired CamelContext camel;
    @Autowired ProducerTemplate template;
    @Autowired AuditTrail audit;
    @Autowired AnalysisHistory history;
    @Autowired JdbcClient jdbc;
    @EndpointInject("mock:decide") MockEndpoint decide;
    @EndpointInject("mock:enrich") MockEndpoint enrich;
    @EndpointInject("mock:failed") MockEndpoint failed;

    @BeforeEach
    void start() throws Exception {
        if (!camel.isStarted()) {
            AdviceWith.adviceWith(camel, "analysis-take-ticket", route -> route.replaceFromWith("direct:ticket"));
            AdviceWith.adviceWith(camel, "analysis-analyze-case", route -> {
                route.weaveById("analysis-analyze-case-refresh").replace().log("refreshed");
                route.weaveById("analysis-analyze-case-talk").replace().log("nothing was said");
                route.weaveById("analysis-analyze-case-enrich").replace().to("mock:enrich");
                route.weaveById("analysis-analyze-case-link").replace().to("mock:link");
                route.weaveById("analysis-analyze-case-decide").replace().to("mock:decide");
            });
            camel.addRoutes(new org.apache.camel.builder.RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:work-record-failure").to("mock:failed");
                }
            });
            camel.start();
        }
        MockEndpoint.resetMocks(camel);
        enrich.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(
            new Case(exchange.getMessage().getBody(Ticket.class), List.of(Cases.evidence("RB-12", 0.86)), List.of(), null, null)));
    }

    @Test
    void aTicketBecomesAnAnalysisThatIsStoredAuditedAndHandedOn() throws Exception {
        Ticket ticket = Cases.ticket();
        decide.expectedMessageCount(1);
        template.sendBody("direct:ticket", ticket);
        MockEndpoint.assertIsSatisfied(5, TimeUnit.SECONDS, decide);
        Analysis analysis = decide.getExchanges().get(0).getMessage().getBody(Analysis.class);
        assertThat(analysis.analyst()).isEqualTo("offline");
        assertThat(analysis.degraded()).isNull();
        assertThat(analysis.ticket()).isEqualTo(ticket);
        assertThat(history.of(ticket.id())).hasSize(1);
        assertThat(audit.of(ticket.id())).singleElement().satisfies(row -> assertThat(row).containsEntry("what", "analysis-made"));
        assertThat(decide.getExchanges().get(0).getMessage().getHeaders()).isEmpty();
    }

    @Test
    void theSameDeliveryTwiceGivesTheStoredAnalysisAndAnUpdateANewOne() throws Exception {
        Ticket ticket = Cases.ticket();
        decide.expectedMessageCount(3);
        template.sendBody("direct:ticket", ticket);
        template.sendBody("direct:ticket", ticket);
        template.sendBody("direct:ticket", Cases.slow().id(ticket.id()).updatedAt(Tickets.OPENED.plusSeconds(60)).build());
        MockEndpoint.assertIsSatisfied(5, TimeUnit.SECONDS, decide);
        assertThat(decide.getExchanges().stream().map(exchange -> exchange.getMessage().getBody(Analysis.class).id()).distinct()).hasSize(2);
        Analysis first = decide.getExchanges().get(0).getMessage().getBody(Analysis.class);
        assertThat(decide.getExchanges().get(1).getMessage().getBody(Analysis.class)).isEqualTo(first);
        assertThat(history.of(ticket.id())).hasSize(2);
    }

    @Test
    void aFailureGoesToThePolicyWithTheTicketAndNothingIsHandedOn() throws Exception {
        enrich.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("the index is gone");
        });
        failed.expectedMessageCount(1);
        decide.expectedMessageCount(0);
        template.send("direct:ticket", exchange -> exchange.getMessage().setBody(Cases.ticket()));
        MockEndpoint.assertIsSatisfied(5, TimeUnit.SECONDS, failed, decide);
        assertThat(failed.getExchanges().get(0).getMessage().getBody()).isInstanceOf(Ticket.class);
    }
}
