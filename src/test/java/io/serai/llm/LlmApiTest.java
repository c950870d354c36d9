package io.serai.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;

/** The API of calls of models, on a whole hub that has no provider any more. TRUST S18. */
@HubTest
class LlmApiTest {

    @Autowired TestRestTemplate rest;
    @Autowired CallStore store;
    private final String tenant = "llm-" + UUID.randomUUID();
    private final String ticket = UUID.randomUUID().toString();
    private TestRestTemplate http;

    @BeforeEach
    void someCalls() throws Exception {
        http = rest.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        for (String outcome : new String[] {"answered", "answered", "schema"}) {
            String id = store.begin(tenant, new LlmCall(null, ticket, "case", "inn", "inn-1", "analyze-case.v2", false, "asked", null, null, null, 9, 9, true,
                BigDecimal.ONE, null));
            store.end(id, new LlmCall(null, ticket, "case", "inn", "inn-1", "analyze-case.v2", false, null, "said", outcome, 100, 10, 5, false,
                new BigDecimal("0.25"), null));
        }
    }

    @Test
    void providersAreShownWithTheirFiguresOfTheTenant() {
        JsonNode inn = http.getForObject("/api/v1/llm/providers?tenant=" + tenant, JsonNode.class).at("/items/0");
        assertThat(inn.toString()).isEqualTo("""
            {"name":"inn","ready":false,"breaker":"removed","calls":3,"answered":2,"failures":{"schema":1},"p50Millis":100,"p95Millis":100,"tokensIn":30,"tokensOut":15,"cost":0.75}""");
        assertThat(http.getForObject("/api/v1/llm/providers?tenant=other-" + tenant.substring(0, 20), JsonNode.class).path("items")).isEmpty();
        assertThat(http.getForEntity("/api/v1/llm/providers?hours=0", JsonNode.class).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void callsOfATicketAreListedAndShownWholeToTheirTenantAlone() {
        JsonNode page = http.getForObject("/api/v1/llm/calls?tenant=" + tenant + "&ticket=" + ticket + "&size=2", JsonNode.class);
        assertThat(page.path("items")).hasSize(2).allSatisfy(call -> assertThat(call.has("request")).isFalse());
        JsonNode rest = http.getForObject("/api/v1/llm/calls?tenant=" + tenant + "&size=2&after=" + page.path("next").asText(), JsonNode.class);
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.has("next")).isFalse();
        String id = page.at("/items/0/id").asText();
        JsonNode call = http.getForObject("/api/v1/llm/calls/" + id + "?tenant=" + tenant, JsonNode.class);
        assertThat(call.path("request").asText()).isEqualTo("asked");
        assertThat(call.path("answer").asText()).isEqualTo("said");
        assertThat(http.getForEntity("/api/v1/llm/calls/" + id, JsonNode.class).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(http.getForObject("/api/v1/llm/calls?ticket=" + ticket, JsonNode.class).path("items")).isEmpty();
    }
}
