package io.serai.remediation;

import static org.awaitility.Awaitility.await;

import io.serai.decision.Decision;
import io.serai.decision.Path;
import io.serai.remediation.Execution.State;
import io.serai.testing.Analyses;
import io.serai.testing.Decisions;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The routes of remediation on a real database and a stub of the operations endpoint; write-back is a mock. */
@CamelSpringBootTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
    "camel.main.routes-include-pattern=file:routes/remediation-*.camel.yaml,file:routes/policy-*.camel.yaml,file:routes/work-record-failure.camel.yaml,"
        + "file:routes/ticket-accept-tickets.camel.yaml,classpath:routes/test-report-execution.camel.yaml",
    "serai.home=src/test/resources/remediation-home",
    "serai.work.poll=50ms",
    "serai.work.stages.remediate.workers=8",
    "serai.remediation.limit-per-minute=10000",
    "serai.remediation.poll=50ms",
    "serai.remediation.hold=100ms",
    "serai.remediation.breaker-open-seconds=1",
    "serai.remediation.sweep-period=600000",
    "serai.remediation.sweep-delay=600000",
    "SERAI_OPERATIONS_TOKEN=token-of-the-test"})
abstract class RemediationRoom {

    static final OperationsStub STUB = new OperationsStub();

    @Autowired ProducerTemplate template;
    @Autowired JdbcClient jdbc;
    @Autowired ExecutionStore store;
    @EndpointInject("mock:reported") MockEndpoint reported;

    @DynamicPropertySource
    static void endpoint(DynamicPropertyRegistry registry) {
        registry.add("serai.operations.url", STUB::url);
    }

    /** A host of its own for each case: the stub counts by host. */
    static String host() {
        return "h" + UUID.randomUUID();
    }

    Ticket stored(Tickets.Builder ticket) {
        return Tickets.accept(template, ticket.externalId("INC" + UUID.randomUUID()).build());
    }

    Decision remediate(String action, String host) {
        return decision(Path.REMEDIATE, action, host, stored(Tickets.ticket().optedIn()));
    }

    static Decision decision(Path path, String action, String host, Ticket ticket) {
        return Decisions.of(path, null, Analyses.analysis().ticket(ticket).proposal(action, Map.of("host", host)).build(), "it is a test");
    }

    Execution request(Decision decision) {
        template.sendBody("direct:remediation-request-action", decision);
        return store.ofDecision(decision.id()).orElseThrow().execution();
    }

    Execution executed(Decision decision) {
        return ended(request(decision).id());
    }

    /** Waits until the execution is over and reported. */
    Execution ended(String id) {
        return await().atMost(30, TimeUnit.SECONDS)
            .until(() -> store.find(id).orElseThrow(), standing -> standing.execution().state().isFinal() && standing.reported()).execution();
    }

    /** Puts an execution there as a crash leaves it: in the middle of a phase, an hour ago, with no work queued. */
    Execution abandoned(String action, String host, Phase phase, int undos) {
        Ticket ticket = stored(Tickets.ticket().optedIn());
        String id = UUID.randomUUID().toString();
        jdbc.sql("""
                INSERT INTO execution (id, decision_id, ticket_id, action, parameters, automatic, state, phase, phase_since, attempts, undos,
                    requested_at, approved_at, started_at)
                VALUES (?::uuid, gen_random_uuid(), ?::uuid, ?, ?::jsonb, true, 'STARTED', ?, now() - interval '1 h', 1, ?, now(), now(), now())""")
            .params(id, ticket.id(), action, "{\"host\": \"" + host + "\"}", phase.name(), undos).update();
        return store.find(id).orElseThrow().execution();
    }

    State state(String id) {
        return store.find(id).orElseThrow().execution().state();
    }

    List<String> audit(String execution) {
        return jdbc.sql("SELECT what FROM audit WHERE details ->> 'execution' = ? ORDER BY id").param(execution).query(String.class).list();
    }
}
