package io.serai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.action.Actions;
import io.serai.analysis.Analysis;
import io.serai.testing.Analyses;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

@HubTest
class DecisionControllerTest {

    @Autowired TestRestTemplate rest;
    @Autowired DecisionStore store;
    @Autowired Policy policy;
    @Autowired Actions actions;

    @Test
    void listsDecisionsWithTheirReasonsNewestFirstAndByPath() {
        DecisionRules rules = new DecisionRules(policy, actions);
        String escalated = keep(rules, Analyses.withoutEvidence());
        String resolved = keep(rules, Analyses.certain());

        JsonNode all = get("?size=2").getBody();
        assertThat(all.at("/items/0/id").asText()).isEqualTo(resolved);
        assertThat(all.at("/items/0/path").asText()).isEqualTo("RESOLVE");
        assertThat(all.at("/items/0/confidence").asDouble()).isEqualTo(0.86);
        assertThat(all.at("/items/0/reasons/0").asText()).isEqualTo("confidence 0.86 is at or above 0.80 for category server");
        assertThat(all.at("/items/0/grounds/reliability/score").asDouble()).isEqualTo(21.5);
        assertThat(all.at("/items/0/grounds/reliability/level").asText()).isEqualTo("low");
        assertThat(all.at("/items/0/grounds/reliability/parts/0").toString()).isEqualTo(
            "{\"name\":\"confidence\",\"weight\":25,\"value\":0.86,\"good\":0,\"trials\":0}");
        assertThat(all.at("/items/0/grounds/tell/what").asText()).isEqualTo("resolve");
        assertThat(all.at("/items/0/grounds/act/what").asText()).isEqualTo("nothing");
        assertThat(all.at("/items/0/grounds/knowledge/what").asText()).isEqualTo("link");
        assertThat(all.at("/items/0/grounds/wouldChange/0").asText()).isEqualTo("with confidence below 0.80 it would have been FOLLOW_UP");
        assertThat(all.at("/items/0/team").isMissingNode()).isTrue();
        assertThat(all.at("/items/1/id").asText()).isEqualTo(escalated);
        assertThat(get("?path=ESCALATE&size=1").getBody().at("/items/0/id").asText()).isEqualTo(escalated);
        assertThat(get("?size=1&after=" + resolved).getBody().at("/items/0/id").asText()).isEqualTo(escalated);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?path=resolve", "?path=RESOLVE'--", "?path=x' OR '1'='1", "?after=1;DROP TABLE decision", "?size=501", "?size=x"})
    void s5WhatIsNoPathPageOrSizeIsRefusedInWords(String query) {
        ResponseEntity<JsonNode> answer = get(query);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getBody().path("detail").asText()).startsWith("The parameter '");
    }

    @Test
    void nobodyReadsThemWithoutLogIn() {
        assertThat(rest.getForEntity("/api/v1/decisions", String.class).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    private String keep(DecisionRules rules, Analysis analysis) {
        return store.keep(analysis, rules.rule(analysis, Records.none())).decision().id();
    }

    private ResponseEntity<JsonNode> get(String query) {
        return rest.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).getForEntity("/api/v1/decisions" + query, JsonNode.class);
    }
}
