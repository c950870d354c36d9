package io.serai.demo;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.serai.testing.TestAdmin;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What operators are told when a source answers what it must not; TRUST S30. Nothing is stored, no cursor moves, the hub stays up. */
@Simulated
class OutageContractTest {

    private static final WireMockServer VENDOR = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private static final String HUGE = "{\"result\":\"" + "x".repeat(2 << 20) + "\"}";

    @Autowired
    TestRestTemplate http;
    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void vendor(DynamicPropertyRegistry registry) {
        VENDOR.start();
        VENDOR.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        registry.add("SERAI_ZABBIX_URL", VENDOR::baseUrl);
        registry.add("SERAI_SERVICENOW_URL", VENDOR::baseUrl);
        registry.add("serai.connector.failures", () -> "100");
    }

    @AfterAll
    static void stop() {
        VENDOR.stop();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
            Arguments.of(Named.of("401", aResponse().withStatus(401).withBody("{}")), "the credentials are wrong, expired or may not do this"),
            Arguments.of(Named.of("redirect", aResponse().withStatus(302).withHeader("Location", "http://169.254.169.254/")), "redirects are not followed"),
            Arguments.of(Named.of("404", aResponse().withStatus(404)), "HTTP 404"),
            Arguments.of(Named.of("too large", okJson(HUGE)), "larger than 1048576 bytes"),
            Arguments.of(Named.of("500", aResponse().withStatus(500).withBody("oops")), "HTTP 500"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void theConnectorSaysWhatIsWrong(ResponseDefinitionBuilder answer, String told) {
        VENDOR.resetAll();
        VENDOR.stubFor(any(anyUrl()).willReturn(answer));
        for (String connector : new String[] {"zabbix", "servicenow"}) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(state(connector).path("lastError").asText()).contains(told));
        }
        assertThat(jdbc.sql("SELECT count(*) FROM event").query(Long.class).single()).isZero();
        assertThat(jdbc.sql("SELECT count(*) FROM connector_cursor").query(Long.class).single()).isZero();
    }

    @Test
    void aPageThatIsNotJsonAndAnErrorOfJsonRpcAreToldApartAndAnOldZabbixGetsItsTokenInTheBody() {
        VENDOR.resetAll();
        VENDOR.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200).withHeader("Content-Type", "text/html").withBody("<html>Log in</html>")));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
            assertThat(state("zabbix").path("lastError").asText()).contains("not JSON").contains("is the URL that of the API?"));
        VENDOR.resetAll();
        VENDOR.stubFor(any(anyUrl()).willReturn(okJson("{\"jsonrpc\":\"2.0\",\"result\":\"6.0.1\",\"error\":{\"data\":\"Session terminated, re-login.\"}}")));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
            assertThat(state("zabbix").path("lastError").asText()).contains("Zabbix refuses problem.get: Session terminated, re-login."));
        VENDOR.verify(postRequestedFor(anyUrl()).withRequestBody(matchingJsonPath("$[?(@.method == 'problem.get' && @.auth)]")));
        VENDOR.verify(0, postRequestedFor(anyUrl()).withRequestBody(matchingJsonPath("$[?(@.method == 'apiinfo.version' && @.auth)]")));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(state("zabbix").path("state").asText()).isEqualTo("degraded"));
        assertThat(http.getForEntity("/actuator/health", String.class).getStatusCode().value()).isEqualTo(200);
    }

    private JsonNode state(String connector) {
        return http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).getForObject("/api/v1/connectors/" + connector, JsonNode.class);
    }
}
