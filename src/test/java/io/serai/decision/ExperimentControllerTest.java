package io.serai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

@HubTest
class ExperimentControllerTest {

    @Autowired TestRestTemplate rest;
    @Autowired JdbcClient jdbc;
    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void tellsHowVariantsStandByTheFirstDecisionAboutEachTicketOfOneTenant() {
        String twice = ticket(tenant, "resolved", 1);
        decision(twice, "control", "RESOLVE", 1);
        decision(twice, "control", "ESCALATE", 2);
        decision(ticket(tenant, "closed", 1), "control", "ESCALATE", 3);
        decision(ticket(tenant, "resolved", 2), "aggressive", "RESOLVE", 4);
        decision(ticket(tenant, "resolved", 1), "aggressive", "REMEDIATE", 5);
        decision(ticket(tenant, "open", 1), "aggressive", "FOLLOW_UP", 6);
        decision(ticket(tenant + "x", "resolved", 1), "aggressive", "RESOLVE", 7);

        JsonNode result = get(tenant).getBody();
        assertThat(result.at("/running").asBoolean()).isFalse();
        assertThat(result.at("/variants/0/name").asText()).isEqualTo("control");
        assertThat(result.at("/variants/0/tickets").asInt()).isEqualTo(2);
        assertThat(result.at("/variants/0/helped/count").asInt()).isEqualTo(1);
        assertThat(result.at("/variants/0/helped/control").isMissingNode()).isTrue();
        assertThat(result.at("/variants/1/tickets").asInt()).isEqualTo(3);
        assertThat(result.at("/variants/1/helped/count").asInt()).isEqualTo(1);
        assertThat(result.at("/variants/1/cameBack/count").asInt()).isEqualTo(1);
        assertThat(result.at("/variants/1/cameBack/control/verdict").asText()).isEqualTo("not yet: 33.3 points more than control may be chance");
    }

    @Test
    void s18AnExperimentOfAnotherTenantIsAsUnknownAsOneThatDoesNotExist() {
        decision(ticket(tenant, "resolved", 1), "control", "RESOLVE", 1);
        assertThat(get(tenant + "x").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(get(tenant + "x").getBody().path("detail").asText()).startsWith("There is no experiment of this name");
        assertThat(rest.getForEntity("/api/v1/experiments/bolder", String.class).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    private ResponseEntity<JsonNode> get(String of) {
        return rest.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).getForEntity("/api/v1/experiments/bolder?tenant=" + of, JsonNode.class);
    }

    private String ticket(String of, String status, int openings) {
        String id = UUID.randomUUID().toString();
        jdbc.sql("""
            INSERT INTO ticket (id, tenant, connector, external_id, kind, priority, status, body, openings)
            VALUES (?::uuid, ?, 'jira', ?, 'incident', 'medium', ?, '{}', ?)""").params(id, of, id, status, openings).update();
        return id;
    }

    private void decision(String ticket, String variant, String path, int order) {
        jdbc.sql("""
            INSERT INTO decision (id, ticket_id, analysis_id, path, category, confidence, reasons, grounds, decided_at)
            VALUES (?::uuid, ?::uuid, gen_random_uuid(), ?, 'vpn', 0.9, '[]', jsonb_build_object('experiment', 'bolder', 'variant', ?::text), now())""")
            .params(new UUID(UUID.randomUUID().getMostSignificantBits() >>> 16 | (long) order << 48, 1L).toString(), ticket, path, variant).update();
    }
}
