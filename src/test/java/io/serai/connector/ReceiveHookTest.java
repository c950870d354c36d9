package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The door, from outside: TRUST R10, S8, S9, S10. No worker takes the events away. S6 and S7 are tried in {@link S6SendersTest} and {@link S7ReplayTest}. */
@Import(ReceiveHookTest.Beans.class)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "camel.main.routes-include-pattern=file:routes/connector-receive-event.camel.yaml")
class ReceiveHookTest {

    private static final String SECRET = "s3cret-for-tests";
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestConfiguration
    static class Beans {
        @Bean
        @Primary
        Connectors testConnectors() {
            return new Connectors() {
                private final Map<String, Connector> all = Map.of(
                    "secret", connector("secret", new Connector.Hook(secretHeader(), null, List.of(), List.of("user-agent"), null)),
                    "signed", connector("signed", new Connector.Hook(SignedDelivery.ofBody("x-hub-signature", "sha256=", secret()), "x-delivery",
                        List.of(), List.of(), null)),
                    "pointed", connector("pointed", new Connector.Hook(secretHeader(), null, List.of("/id", "/transition"), List.of(), null)),
                    "open", connector("open", new Connector.Hook(new SenderProof.None(), null, List.of(), List.of(), null)),
                    "polled", connector("polled", null));

                @Override
                public Optional<Connector> find(String name) {
                    return Optional.ofNullable(all.get(name));
                }

                @Override
                public List<Connector> all() {
                    return List.copyOf(all.values());
                }
            };
        }

        private static SenderSecret secret() {
            return SenderSecret.ofText(SECRET, null);
        }

        private static PresentedSecret secretHeader() {
            return new PresentedSecret("x-serai-secret", null, secret());
        }

        private static Connector connector(String name, Connector.Hook hook) {
            return ConnectorBuilder.connector(name, "none").hook(hook).build();
        }
    }

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    @BeforeEach
    void empty() {
        Stream.of("event", "event_key", "event_conflict", "work_item", "dead_letter").forEach(table -> jdbc.sql("DELETE FROM " + table).update());
    }

    @Test
    void answers202OnceTheEventIsStoredAndQueued() throws Exception {
        HttpResponse<String> answer = post("secret", "{\"a\":1}", "X-Serai-Secret", SECRET, "User-Agent", "probe");
        assertThat(answer.statusCode()).isEqualTo(202);
        String id = JSON.readTree(answer.body()).get("event").asText();
        Map<String, Object> row = jdbc.sql("SELECT payload, headers::text AS headers FROM event WHERE id = ?::uuid").param(id).query().singleRow();
        assertThat(row.get("payload")).isEqualTo("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(JSON.readTree(row.get("headers").toString())).isEqualTo(JSON.readTree("{\"user-agent\":\"probe\"}"));
        assertThat(jdbc.sql("SELECT work_key FROM work_item WHERE stage = 'received'").query(String.class).single()).isEqualTo(id);
    }

    @Test
    void saysWhichConnectorsThereAreNot() throws Exception {
        assertThat(post("nobody", "{}").statusCode()).isEqualTo(404);
        assertThat(post("polled", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void r10TheSameIdAThousandTimesIsOneEvent() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(100);
        try {
            Callable<HttpResponse<String>> send = () -> post("pointed", "{\"id\":7,\"transition\":\"up\"}", "X-Serai-Secret", SECRET);
            List<Future<HttpResponse<String>>> answers = pool.invokeAll(IntStream.range(0, 1_000).mapToObj(i -> send).toList());
            Set<String> bodies = new java.util.HashSet<>();
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(202);
                bodies.add(answer.get().body());
            }
            assertThat(bodies).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
        assertThat(jdbc.sql("SELECT duplicates FROM event").query(Integer.class).single()).isEqualTo(999);
        assertThat(count("work_item")).isOne();
    }

    @Test
    void r10TheSameIdWithAnotherBodyIsAnsweredAndKeptAsAConflict() throws Exception {
        JsonNode first = JSON.readTree(post("pointed", "{\"id\":8,\"transition\":\"up\"}", "X-Serai-Secret", SECRET).body());
        JsonNode second = JSON.readTree(post("pointed", "{\"id\":8,\"transition\":\"up\",\"more\":1}", "X-Serai-Secret", SECRET).body());
        assertThat(second.get("event")).isEqualTo(first.get("event"));
        assertThat(second.get("warning").asText()).contains("another body");
        assertThat(count("event")).isOne();
        assertThat(jdbc.sql("SELECT payload FROM event_conflict").query(byte[].class).single()).isEqualTo("{\"id\":8,\"transition\":\"up\",\"more\":1}".getBytes());
    }

    @Test
    void r10AnIdIsKnownForSevenDaysAndLongerThanVendorsRetry() throws Exception {
        JsonNode first = JSON.readTree(post("pointed", "{\"id\":9,\"transition\":\"up\"}", "X-Serai-Secret", SECRET).body());
        jdbc.sql("UPDATE event_key SET expires_at = expires_at - interval '7 days'").update();
        assertThat(JSON.readTree(post("pointed", "{\"id\":9,\"transition\":\"up\"}", "X-Serai-Secret", SECRET).body())).isEqualTo(first);
        jdbc.sql("UPDATE event_key SET expires_at = expires_at - interval '2 days'").update();
        assertThat(JSON.readTree(post("pointed", "{\"id\":9,\"transition\":\"up\"}", "X-Serai-Secret", SECRET).body())).isNotEqualTo(first);
    }

    @Test
    void s8ABodyOverTheLimitIsRefusedWhetherItSaysSoOrNot() throws Exception {
        String large = "\"" + "x".repeat(1 << 20) + "\"";
        assertThat(post("secret", large, "X-Serai-Secret", SECRET).statusCode()).isEqualTo(413);
        HttpRequest chunked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/secret")).header("X-Serai-Secret", SECRET)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))).build();
        assertThat(HTTP.send(chunked, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(413);
        String fits = "\"" + "x".repeat((1 << 20) - 2) + "\"";
        assertThat(post("secret", fits, "X-Serai-Secret", SECRET).statusCode()).isEqualTo(202);
    }

    @Test
    void s8ACompressedBodyIsNotUnpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[10 << 20]);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/secret")).header("X-Serai-Secret", SECRET)
            .header("Content-Encoding", "gzip").POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray())).build();
        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    }

    @Test
    void s8TwoLengthsAreRefused() throws Exception {
        String request = "POST /hooks/secret HTTP/1.1\r\nHost: x\r\nX-Serai-Secret: " + SECRET + "\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}";
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
        }
    }

    private long millisToRefuse(String body) throws Exception {
        long start = System.nanoTime();
        assertThat(post("open", body).statusCode()).isEqualTo(400);
        return (System.nanoTime() - start) / 1_000_000;
    }

    @Test
    void s9HostileJsonIsJudgedQuicklyKeptIfAuthenticatedAndRefusedOtherwise() throws Exception {
        List<String> hostile = List.of("[".repeat(100) + "]".repeat(100), "[".repeat(1_000), "[".repeat(100_000), "{\"a\":1,\"a\":2}",
            "{\"n\":" + "9".repeat(1_000_000) + "}", "{\"n\":NaN}", "{} {}", "{\"a\":1", "", "plain text", "{\"a\":1e", "<xml/>", "{'a':1}");
        post("open", "{\"warm\":\"up\"}");
        for (String body : hostile) {
            assertThat(Math.min(millisToRefuse(body), millisToRefuse(body))).as("best time in ms for %.20s", body).isLessThan(500);
            HttpResponse<String> kept = post("secret", body, "X-Serai-Secret", SECRET);
            assertThat(kept.statusCode()).isEqualTo(202);
            assertThat(JSON.readTree(kept.body()).get("warning").asText()).contains("kept in the dead letters");
        }
        assertThat(count("dead_letter")).isEqualTo(hostile.size());
        assertThat(jdbc.sql("SELECT count(*) FROM work_item").query(Long.class).single()).isOne();
        assertThat(jdbc.sql("SELECT error FROM dead_letter").query(String.class).list()).anyMatch(error -> error.contains("more than 64 levels"))
            .anyMatch(error -> error.contains("stands twice")).anyMatch(error -> error.matches(".*line 1, column \\d+.*"));
    }

    @Test
    void s9AMillionNamesAreReadWithinTheLimits() throws Exception {
        String names = IntStream.range(0, 90_000).mapToObj(i -> "\"k" + i + "\":0").reduce(new StringBuilder("{"), (a, b) -> a.append(a.length() > 1 ? "," : "").append(b),
            StringBuilder::append).append('}').toString();
        assertThat(post("secret", names, "X-Serai-Secret", SECRET).statusCode()).isEqualTo(names.length() > 1 << 20 ? 413 : 202);
    }

    @Test
    void s10OnlyUtf8IsReadAndNothingIsLost() throws Exception {
        List<byte[]> bodies = List.of(new byte[] {'"', (byte) 0xC3, '"'}, new byte[] {'"', (byte) 0xFF, '"'},
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16), "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE), new byte[] {'"', 0, '"'});
        for (byte[] body : bodies) {
            assertThat(post("open", body).statusCode()).isEqualTo(400);
            HttpResponse<String> kept = post("secret", body, "X-Serai-Secret", SECRET);
            assertThat(kept.statusCode()).isEqualTo(202);
            String id = JSON.readTree(kept.body()).get("event").asText();
            assertThat(jdbc.sql("SELECT payload FROM event WHERE id = ?::uuid").param(id).query(byte[].class).single()).isEqualTo(body);
        }
        List<String> odd = List.of("\uFEFF{\"bom\":1}", "{\"nul\":\"\\u0000\"}", "{\"lone\":\"\\ud800\"}", "{\"rtl\":\"\u202Egnp.exe\"}",
            "{\"marks\":\"a" + "\u0301".repeat(32_000) + "\"}", "{\"crlf\":\"a\\r\\nb\"}");
        for (String body : odd) {
            assertThat(post("secret", body, "X-Serai-Secret", SECRET).body()).doesNotContain("warning");
        }
    }

    private long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    private HttpResponse<String> post(String connector, String body, String... headers) throws IOException, InterruptedException {
        return post(connector, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private HttpResponse<String> post(String connector, byte[] body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/" + connector))
            .timeout(Duration.ofSeconds(20)).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
