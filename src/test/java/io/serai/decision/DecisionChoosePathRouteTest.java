package io.serai.decision;

import static io.serai.testing.Analyses.analysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.action.Actions;
import io.serai.analysis.Analysis;
import io.serai.audit.AuditTrail;
import io.serai.home.HomeFiles;
import io.serai.testing.Analyses;
import io.serai.testing.Catalogue;
import io.serai.testing.Tickets;
import io.serai.ticket.TicketStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.Builder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.annotation.DirtiesContext;

@CamelSpringBootTest
@Import(DecisionChoosePathRouteTest.Beans.class)
@DirtiesContext
@SpringBootTest(properties = "camel.main.routes-include-pattern=file:routes/decision-choose-path.camel.yaml,"
    + "file:routes/remediation-call-action.camel.yaml,file:routes/remediation-ask-action.camel.yaml")
@MockEndpointsAndSkip("direct:(conversation|remediation|writeback)-.*")
class DecisionChoosePathRouteTest {

    @TestConfiguration
    static class Beans {
        @Bean
        @Primary
        Actions catalogue() {
            return new Catalogue();
        }

        @Bean
        TrackRecord trackRecord() {
            return question -> question.action() == null ? List.of() : Records.trusted().counts();
        }
    }

    @Autowired ProducerTemplate template;
    @Autowired AuditTrail audit;
    @Autowired DecisionHistory history;
    @Autowired DecisionStore store;
    @Autowired MeterRegistry meters;
    @EndpointInject("mock:direct:remediation-request-action") MockEndpoint remediation;
    @EndpointInject("mock:direct:writeback-report-decision") MockEndpoint report;

    @BeforeEach
    void reset() {
        remediation.reset();
        report.reset();
    }

    @Test
    void anActionThatMayRunAloneIsReportedAndRequested() throws Exception {
        report.returnReplyBody(Builder.constant("a WriteBack"));
        goes(Analyses.proposingARestart(), Path.REMEDIATE, true);
    }

    @Test
    void anActionThatNeedsAPersonIsReportedAndRequested() throws Exception {
        goes(analysis().restart().build(), Path.ASK_APPROVAL, true);
    }

    @Test
    void anAnswerIsReported() throws Exception {
        goes(Analyses.certain(), Path.RESOLVE, false);
        reset();
        goes(analysis().confidence(0.7).build(), Path.FOLLOW_UP, false);
    }

    @Test
    void aQuestionIsReported() throws Exception {
        goes(analysis().confidence(0.4).build(), Path.CLARIFY, false);
    }

    @Test
    void anEscalationIsReportedAndItsActionIsNotRequested() throws Exception {
        goes(Analyses.withoutEvidence(), Path.ESCALATE, false);
        reset();
        goes(analysis().ticket(Tickets.ticket().optedIn().title("Ransomware!").build()).restart().build(), Path.ESCALATE, false);
    }

    @Test
    void aClosedTicketIsReportedAsLeftAlone() throws Exception {
        goes(analysis().ticket(Tickets.ticket().optedIn().status(TicketStatus.CLOSED).build()).restart().build(), Path.LEAVE, false);
    }

    @Test
    void aReportThatFailsKeepsTheActionFromBeingRequested() {
        report.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("no database");
        });
        remediation.expectedMessageCount(0);
        assertThatThrownBy(() -> template.sendBody("direct:decision-choose-path", Analyses.proposingARestart())).hasRootCauseMessage("no database");
    }

    @Test
    void anAnalysisDeliveredTwiceHasOneDecision() throws Exception {
        report.expectedMessageCount(2);
        double counted = meters.counter("serai.decisions", "path", "remediate").count();
        Analysis analysis = Analyses.proposingARestart();
        template.sendBody("direct:decision-choose-path", analysis);
        template.sendBody("direct:decision-choose-path", analysis);
        MockEndpoint.assertIsSatisfied(5, TimeUnit.SECONDS, report);
        List<Decision> decisions = report.getExchanges().stream().map(exchange -> exchange.getMessage().getBody(Decision.class)).toList();
        assertThat(decisions.get(0)).isEqualTo(decisions.get(1));
        assertThat(history.of(analysis.ticket().id())).hasSize(1);
        assertThat(audit.of(analysis.ticket().id())).hasSize(1);
        assertThat(meters.counter("serai.decisions", "path", "remediate").count()).isEqualTo(counted + 1);
    }

    @Test
    void whatWasDecidedOnceStandsWhateverTheSecondDeliveryProposes() {
        Analysis first = Analyses.proposingARestart();
        Analysis second = analysis().id(first.id()).ticket(first.ticket()).proposal("wipe-host", Map.of("host", "db-01", "service", "all")).build();
        DecisionRules rules = new DecisionRules(PolicyFile.read(new HomeFiles(java.nio.file.Path.of("").toAbsolutePath())), new Catalogue());
        Decision decision = store.keep(first, rules.rule(first, Records.trusted())).decision();
        Decision again = store.keep(second, rules.rule(second, Records.trusted())).decision();
        assertThat(again.id()).isEqualTo(decision.id());
        assertThat(again.path()).isEqualTo(Path.REMEDIATE);
        assertThat(again.analysis().proposal()).isEqualTo(first.proposal());
    }

    @Test
    void theStoreListsNewestFirstByPathAndInPages() {
        Analysis answered = Analyses.certain();
        template.sendBody("direct:decision-choose-path", answered);
        template.sendBody("direct:decision-choose-path", Analyses.withoutEvidence());
        template.sendBody("direct:decision-choose-path", Analyses.certain());
        List<DecisionRow> resolved = store.list(Path.RESOLVE, null, 500);
        assertThat(resolved).hasSizeGreaterThanOrEqualTo(2).allMatch(row -> row.path() == Path.RESOLVE);
        assertThat(resolved.get(0).id()).isGreaterThan(resolved.get(1).id());
        assertThat(store.list(null, UUID.fromString(resolved.get(0).id()), 500)).extracting(DecisionRow::id)
            .doesNotContain(resolved.get(0).id()).contains(resolved.get(1).id());
        assertThat(store.list(null, null, 1)).hasSize(1);
    }

    private void goes(Analysis analysis, Path path, boolean requestsAnAction) throws InterruptedException {
        report.expectedMessageCount(1);
        remediation.expectedMessageCount(requestsAnAction ? 1 : 0);
        template.sendBody("direct:decision-choose-path", analysis);
        MockEndpoint.assertIsSatisfied(5, TimeUnit.SECONDS, report, remediation);
        Decision decision = report.getExchanges().get(0).getMessage().getBody(Decision.class);
        assertThat(decision.path()).isEqualTo(path);
        if (requestsAnAction) {
            assertThat(remediation.getExchanges().get(0).getMessage().getBody()).isEqualTo(decision);
        }
        assertThat(audit.of(analysis.ticket().id())).singleElement().satisfies(row -> assertThat(row).containsEntry("what", "decision-made"));
    }
}
