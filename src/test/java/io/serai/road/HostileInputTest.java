package io.serai.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** TRUST S4 and S5: texts that look like expressions, templates, addresses or SQL travel the whole road as text. */
@DirtiesContext
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"SERAI_DATADOG_HOOK_SECRET=hostile-test", "SERAI_DATADOG_API_KEY=none", "SERAI_DATADOG_APP_KEY=none",
        "SERAI_DATADOG_URL=http://127.0.0.1:9", "SERAI_ADMIN_PASSWORD=hostile-input-test"})
class HostileInputTest {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Half of what the statements in hostile-sql.txt would sleep. */
    private static final int SLEPT_MILLIS = 15_000;

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    @Test
    void s4WhatLooksLikeAnExpressionIsStoredAndShownAsText() throws Exception {
        List<String> texts = lines("hostile-texts.txt");
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            ObjectNode body = JSON.createObjectNode().put("id", "s4-" + i).put("alert_cycle_key", "s4-" + i).put("alert_transition", "Triggered")
                .put("title", "t " + text).put("body", "b " + text).put("hostname", "h " + text).put("alert_query", "q " + text)
                .put("event_type", "e " + text).put("tags", "x:" + text).put("scopes", text).put("url", text).put("last_updated", "1733930135000");
            assertThat(send("POST", "/hooks/datadog", body.toString(), "X-Serai-Secret", "hostile-test").statusCode()).isEqualTo(202);
            expected.put("s4-" + i, ("t " + text).replaceAll("\\s+", " ").strip());
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> jdbc.sql("SELECT count(*) FROM ticket WHERE external_id LIKE 's4-%'").query(Long.class)
            .single() + jdbc.sql("SELECT count(*) FROM dead_letter").query(Long.class).single() == texts.size());
        assertThat(jdbc.sql("SELECT error FROM dead_letter").query(String.class).list()).isEmpty();
        Map<String, String> stored = new TreeMap<>();
        jdbc.sql("SELECT external_id, body->>'title' AS title, body->>'affectedSystem' AS host FROM ticket WHERE external_id LIKE 's4-%'").query(row -> {
            stored.put(row.getString("external_id"), row.getString("title"));
            String text = texts.get(Integer.parseInt(row.getString("external_id").substring(3)));
            assertThat(row.getString("host")).isEqualTo("h " + text);
        });
        assertThat(stored).isEqualTo(expected);
        assertThat(jdbc.sql("SELECT count(*) FROM ticket WHERE (body->>'autoRemediation')::boolean").query(Long.class).single()).isZero();
        JsonNode page = JSON.readTree(send("GET", "/api/v1/tickets?size=500", null).body());
        page.get("items").forEach(ticket -> {
            String id = ticket.at("/source/externalId").asText();
            if (expected.containsKey(id)) {
                assertThat(ticket.get("title").asText()).isEqualTo(expected.get(id));
                assertThat(ticket.at("/source/url").asText("")).doesNotContain("javascript:").doesNotContain("file:");
            }
        });
    }

    @Test
    void s5WhatLooksLikeSqlIsAParameterAndNothingMore() throws Exception {
        List<String> fields = List.of("/api/v1/tickets?status=", "/api/v1/tickets?priority=", "/api/v1/tickets?after=", "/api/v1/tickets?size=",
            "/api/v1/tickets?sort=", "/api/v1/tickets/", "/api/v1/events?after=", "/api/v1/events/", "/api/v1/dead-letters?stage=",
            "/api/v1/dead-letters?after=", "/api/v1/dead-letters?replayed=", "/api/v1/dead-letters/", "/api/v1/knowledge/search?q=",
            "/api/v1/decisions?path=", "/api/v1/decisions?after=", "/api/v1/executions?after=", "/api/v1/executions?size=", "/api/v1/approvals?after=");
        List<String> tables = jdbc.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").query(String.class).list();
        List<String> bad = new ArrayList<>();
        for (String field : fields) {
            send("GET", field, null);
        }
        for (String field : fields) {
            for (String text : lines("hostile-sql.txt")) {
                long start = System.nanoTime();
                HttpResponse<String> answer = send("GET", field + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"), null);
                long millis = (System.nanoTime() - start) / 1_000_000;
                if (answer.statusCode() >= 500 || millis > SLEPT_MILLIS || answer.body().contains("PSQLException") || answer.body().contains("SQL")) {
                    bad.add(field + text + " -> " + answer.statusCode() + " in " + millis + " ms " + answer.body());
                }
            }
        }
        assertThat(bad).isEmpty();
        for (String text : lines("hostile-sql.txt")) {
            ObjectNode ticket = JSON.createObjectNode().put("title", text).put("description", text).put("externalId", "s5 " + text).put("assignee", text);
            assertThat(send("POST", "/api/v1/tickets", ticket.toString(), "Content-Type", "application/json").statusCode()).isEqualTo(201);
        }
        assertThat(jdbc.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").query(String.class).list()).isEqualTo(tables);
        assertThat(jdbc.sql("SELECT count(*) FROM ticket WHERE external_id LIKE 's5 %'").query(Integer.class).single()).isEqualTo(lines("hostile-sql.txt").size());
    }

    private static List<String> lines(String resource) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources", resource)).stream().filter(line -> !line.isBlank()).toList();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(60))
            .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!path.startsWith("/hooks/")) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString("admin:hostile-input-test".getBytes(StandardCharsets.UTF_8)));
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
