package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.context.RequesterContext.Device;
import io.serai.context.RequesterContext.State;
import io.serai.context.RequesterContext;
import io.serai.simulator.SimulatedGraph;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The kamelet of Microsoft Graph against a Graph whose tokens run out, that pages, refuses, hangs and does not know everybody. */
@SpringBootTest(properties = {"serai.context.deadline=1500", "serai.connector.failures=3", "serai.connector.breaker-pause=2s",
    "serai.connector.rate-limit-pause=2s",
    "camel.main.routes-include-pattern=file:routes/connector-fetch-context.camel.yaml,file:routes/context-fetch-requester.camel.yaml"})
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class ContextContractTest {

    /** Not closed: a second try of this class in the same process needs it as well. */
    private static final SimulatedGraph GRAPH = new SimulatedGraph(Clock.systemUTC());
    private static int number;

    @Autowired
    ProducerTemplate template;
    @Autowired
    CamelContext camel;
    @Autowired
    ConnectorStates states;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        GRAPH.environment().forEach((name, value) -> registry.add(name, () -> value));
    }

    @BeforeEach
    void calm() {
        GRAPH.clear();
        GRAPH.revoke(false);
        GRAPH.after(call -> false, () -> { });
        await().atMost(Duration.ofSeconds(60)).until(() -> states.of("microsoft-graph").pause().isEmpty());
        states.of("microsoft-graph").breaker().reset();
    }

    /** Somebody new, since answers are remembered. */
    private static String address() {
        return "user-" + ++number + "@example.com";
    }

    private RequesterContext ask(String email) {
        return ask(email, "default");
    }

    private RequesterContext ask(String email, String tenant) {
        Ticket ticket = Tickets.ticket().tenant(tenant).requester(new Ticket.Requester("Jane Doe", email, null)).build();
        return template.requestBody("direct:context-fetch-requester", ticket, RequesterContext.class);
    }

    @Test
    void aRequesterIsFoundWithManagerAndAllPagesOfDevicesTheRiskyFirst() {
        String mail = address();
        String user = GRAPH.user(mail, mail, "Account Manager");
        GRAPH.device(user, "LAP-1", "compliant");
        GRAPH.device(user, "PHONE-2", "inGracePeriod");
        GRAPH.device(user, "LAP-3", "noncompliant");
        RequesterContext context = ask(mail.toUpperCase(java.util.Locale.ROOT));
        assertThat(context.state()).isEqualTo(State.FOUND);
        assertThat(context).extracting(RequesterContext::jobTitle, RequesterContext::department, RequesterContext::manager, RequesterContext::language,
            RequesterContext::office, RequesterContext::source).containsExactly("Account Manager", "Sales", "Mia Manager", "de-DE", "Building 7", "microsoft-graph");
        assertThat(context.devices()).extracting(Device::name).containsExactly("LAP-3", "LAP-1", "PHONE-2");
        assertThat(context.devices().get(0).system()).isEqualTo("Windows 10.0.22631");
        assertThat(context.hints()).containsExactly("risk: the requester's device LAP-3 (Windows 10.0.22631) is not compliant (noncompliant)");
    }

    @Test
    void aRequesterWhoseSignInNameIsAnotherIsFoundByMail() {
        String mail = address();
        GRAPH.user("jd4711@corp.example.com", mail, "Clerk");
        assertThat(ask(mail).jobTitle()).isEqualTo("Clerk");
    }

    @Test
    void anAnswerIsRememberedForItsTenantAndSoIsThatNobodyIsKnown() {
        String mail = address();
        GRAPH.user(mail, mail, "Clerk");
        ask(mail);
        long asked = GRAPH.asked();
        assertThat(ask(mail).jobTitle()).isEqualTo("Clerk");
        assertThat(GRAPH.asked()).isEqualTo(asked);
        assertThat(ask(mail, "other")).as("no directory is connected for this tenant").isEqualTo(RequesterContext.NONE);

        String stranger = address();
        assertThat(ask(stranger).state()).isEqualTo(State.UNKNOWN);
        asked = GRAPH.asked();
        assertThat(ask(stranger).hints()).isEmpty();
        assertThat(GRAPH.asked()).isEqualTo(asked);
        assertThat(states.of("microsoft-graph").view().consecutiveFailures()).as("an unknown user is no failure").isZero();
    }

    @Test
    void aTokenThatRanOutIsRenewed() {
        String mail = address();
        GRAPH.user(mail, mail, "Clerk");
        ask(mail);
        long issued = GRAPH.tokensIssued();
        GRAPH.expireTokens();
        String other = address();
        GRAPH.user(other, other, "Nurse");
        assertThat(ask(other).jobTitle()).isEqualTo("Nurse");
        assertThat(GRAPH.tokensIssued()).isEqualTo(issued + 1);
    }

    @Test
    void aTokenThatRunsOutBetweenTwoPagesIsRenewedOnceAndNoPageIsLost() {
        String mail = address();
        String user = GRAPH.user(mail, mail, "Clerk");
        List<String> devices = List.of("PC-1", "PC-2", "PC-3");
        devices.forEach(device -> GRAPH.device(user, device, "compliant"));
        AtomicInteger pages = new AtomicInteger();
        GRAPH.after(call -> call.path().endsWith("/managedDevices"), () -> {
            if (pages.incrementAndGet() == 1) {
                GRAPH.expireTokens();
            }
        });
        long issued = GRAPH.tokensIssued();
        assertThat(ask(mail).devices()).extracting(Device::name).containsExactlyInAnyOrderElementsOf(devices);
        assertThat(pages.get()).isEqualTo(2);
        assertThat(GRAPH.tokensIssued() - issued).isBetween(1L, 2L);
    }

    @Test
    void aStormOfRefusalsForTheRateIsWaitedOut() {
        String mail = address();
        GRAPH.user(mail, mail, "Clerk");
        GRAPH.answering(429, null);
        for (int i = 0; i < 20; i++) {
            assertThat(ask(i == 0 ? mail : address()).reason()).containsAnyOf("HTTP 429", "takes no calls for another");
        }
        assertThat(GRAPH.asked()).as("few calls, however many ask").isLessThanOrEqualTo(2);
        GRAPH.answering(null, null);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(ask(mail).jobTitle()).isEqualTo("Clerk"));
    }

    @Test
    void credentialsThatAreWithdrawnAreToldAndTheNextTicketFindsThemRightAgain() {
        String mail = address();
        GRAPH.user(mail, mail, "Clerk");
        GRAPH.revoke(true);
        RequesterContext context = ask(mail);
        assertThat(context.state()).isEqualTo(State.UNAVAILABLE);
        assertThat(context.reason()).contains("the credentials are wrong, expired or may not do this");
        assertThat(GRAPH.asked()).as("not tried again and again").isLessThanOrEqualTo(2);
        GRAPH.revoke(false);
        assertThat(ask(mail).jobTitle()).isEqualTo("Clerk");
    }

    @ParameterizedTest
    @CsvSource({"429,2.128", "429,", "503,1", "500,", "403,"})
    void aRefusalIsSaidAndNotRemembered(int status, String retryAfter) {
        String mail = address();
        GRAPH.user(mail, mail, "Clerk");
        GRAPH.answering(status, retryAfter);
        RequesterContext context = ask(mail);
        assertThat(context.state()).isEqualTo(State.UNAVAILABLE);
        assertThat(context.reason()).contains("HTTP " + status);
        assertThat(context.hints()).singleElement().asString().startsWith("the requester's context was not to be had from microsoft-graph: HTTP " + status);
        GRAPH.answering(null, null);
        long asked = GRAPH.asked();
        if (status == 429) {
            assertThat(ask(mail).reason()).contains("takes no calls for another");
            assertThat(GRAPH.asked()).as("it was asked to be left alone").isEqualTo(asked);
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(ask(mail).jobTitle()).isEqualTo("Clerk"));
    }

    @Test
    void aTicketWaitsNoLongerThanTheDeadlineAndTheBreakerOpens() {
        String mail = address();
        GRAPH.user(mail, mail, "Clerk");
        GRAPH.hold();
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertThat(ask(mail).reason()).startsWith("no answer in time").doesNotContain(i < 2 ? "too often" : "HTTP");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
        long start = System.nanoTime();
        long asked = GRAPH.asked();
        assertThat(ask(mail).state()).isEqualTo(State.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(GRAPH.asked()).isEqualTo(asked);
        GRAPH.release();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(ask(mail).jobTitle()).isEqualTo("Clerk"));
    }

    /** TRUST.md, S14: an address that could mean something in a path or a filter is never asked about. */
    @ParameterizedTest
    @ValueSource(strings = {"jane'or'1@example.com", "a/../b@example.com", "a@example.com\r\nX: y", "a?$top=999@example.com", "a@b", "${body}@example.com",
        "jäne@example.com", "a b@example.com", "@example.com", "x@-", "me@example.com/$value"})
    void anAddressThatIsNoneIsNotAskedAbout(String email) {
        assertThat(ask(email)).isEqualTo(RequesterContext.NONE);
        assertThat(GRAPH.asked()).isZero();
    }

    @Test
    void neitherPersonalDataNorSecretsAreLoggedOrStandInAddresses(CapturedOutput output) {
        String mail = address();
        String user = GRAPH.user(mail, mail, "Chief Secret Officer");
        GRAPH.device(user, "LAP-9", "noncompliant");
        ask(mail);
        GRAPH.answering(500, null);
        String other = address();
        ask(other);
        assertThat(output.getAll()).doesNotContain(mail).doesNotContain(other).doesNotContain("Chief Secret").doesNotContain("LAP-9")
            .doesNotContain(GRAPH.environment().get("SERAI_GRAPH_CLIENT_SECRET"));
        assertThat(camel.getEndpoints()).noneMatch(endpoint -> endpoint.getEndpointUri().matches(".*(@example|s3cret).*"));
    }
}
