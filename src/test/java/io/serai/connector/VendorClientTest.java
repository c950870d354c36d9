package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.serai.network.AllowedNetworks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client that kamelets call with, against a small server on this machine. */
class VendorClientTest {

    private static final Map<String, String> OAUTH = Map.of("grant", "client-credentials", "clientId", "serai", "clientSecret", "s3cret");

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<String> tokenCalls = new CopyOnWriteArrayList<>();
    private final Hands clock = new Hands();
    private final ConnectorState state = new ConnectorState(CircuitBreaker.ofDefaults("test"), Duration.ofSeconds(60), Duration.ofSeconds(30), clock);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private volatile String valid = "t1";

    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-11-25T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/token", exchange -> {
            tokenCalls.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, "{\"access_token\":\"" + valid + "\",\"expires_in\":600}");
        });
        server.createContext("/login", exchange -> {
            tokenCalls.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, valid);
        });
        server.createContext("/api", exchange -> {
            String proof = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            seen.add(exchange.getRequestMethod() + " " + proof + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("X-RateLimit-Limit", "100");
            exchange.getResponseHeaders().add("X-RateLimit-Remaining", "15");
            exchange.getResponseHeaders().add("X-RateLimit-Reset", "30");
            answer(exchange, proof.endsWith(valid) ? 200 : 401, "{}");
        });
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data");
            answer(exchange, 302, "");
        });
        server.createContext("/trickle", exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            try {
                while (!over.await(50, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        for (AutoCloseable one : opened) {
            one.close();
        }
        server.stop(0);
        watchdog.shutdownNow();
    }

    @Test
    void aTokenIsFetchedOnceAndRenewedBeforeItExpires() throws Exception {
        CloseableHttpClient client = client(oauth(Map.of()), Duration.ofSeconds(10));
        assertThat(get(client, "/api")).isEqualTo(200);
        assertThat(get(client, "/api")).isEqualTo(200);
        assertThat(tokenCalls).singleElement().satisfies(form ->
            assertThat(form).contains("grant_type=client_credentials").contains("client_id=serai").contains("client_secret=s3cret"));
        clock.now = clock.now.plusSeconds(541);
        valid = "t2";
        assertThat(get(client, "/api")).isEqualTo(200);
        assertThat(seen).last().asString().contains("Bearer t2");
        assertThat(tokenCalls).hasSize(2);
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndTheCallRepeatedWithItsBody() throws Exception {
        CloseableHttpClient client = client(oauth(Map.of("prefix", "Zoho-oauthtoken")), Duration.ofSeconds(10));
        assertThat(get(client, "/api")).isEqualTo(200);
        valid = "t2";
        HttpPost post = new HttpPost(address("/api"));
        post.setEntity(new StringEntity("the body"));
        int status = client.execute(post, response -> response.getCode());
        assertThat(status).isEqualTo(200);
        assertThat(seen).containsExactly("GET Zoho-oauthtoken t1 ", "POST Zoho-oauthtoken t1 the body", "POST Zoho-oauthtoken t2 the body");
    }

    @Test
    void aTokenThatIsRefusedAgainIsNotAskedForInALoop() throws Exception {
        CloseableHttpClient client = client(oauth(Map.of("prefix", "Wrong")), Duration.ofSeconds(10));
        server.removeContext("/api");
        server.createContext("/api", exchange -> {
            seen.add("call");
            answer(exchange, 401, "{}");
        });
        assertThat(get(client, "/api")).isEqualTo(401);
        assertThat(seen).hasSize(2);
        assertThat(tokenCalls).hasSize(2);
    }

    @Test
    void aLogInThatAnswersABareTokenServesToo() throws Exception {
        CloseableHttpClient client = client(new Auth(Auth.Kind.TOKEN_LOGIN,
            Map.of("loginUrl", address("/login").toString(), "username", "serai", "password", "p&=w", "prefix", "AR-JWT")), Duration.ofSeconds(10));
        assertThat(get(client, "/api")).isEqualTo(200);
        assertThat(seen).containsExactly("GET AR-JWT t1 ");
        assertThat(tokenCalls).containsExactly("username=serai&password=p%26%3Dw");
    }

    @Test
    void aTokenEndpointThatRefusesIsSaidWithoutItsText() {
        server.removeContext("/token");
        server.createContext("/token", exchange -> answer(exchange, 400, "{\"error\":\"invalid_client\",\"error_description\":\"s3cret is wrong\"}"));
        CloseableHttpClient client = client(oauth(Map.of()), Duration.ofSeconds(10));
        assertThatThrownBy(() -> get(client, "/api")).isInstanceOf(VendorCallException.class)
            .hasMessage("the token endpoint refuses, HTTP 400: invalid_client");
        assertThat(seen).isEmpty();
    }

    @Test
    void s13CredentialsGoToNoOtherSystemThanTheFileNames() {
        CloseableHttpClient client = client(oauth(Map.of()), Duration.ofSeconds(10));
        for (String other : List.of("http://localhost:" + server.getAddress().getPort() + "/api", "http://127.0.0.1:1/api", "https://127.0.0.1/api")) {
            assertThatThrownBy(() -> client.execute(new HttpGet(other), response -> response.getCode())).isInstanceOf(VendorCallException.class)
                .hasMessageContaining("another system than the connector's file names");
        }
        assertThat(seen).isEmpty();
        assertThat(tokenCalls).isEmpty();
    }

    @Test
    void s13AnAddressThatIsNotPublicIsRefusedBeforeAnyoneConnects() {
        CloseableHttpClient client = client(Auth.none(), Duration.ofSeconds(10), new AllowedNetworks(List.of()));
        assertThatThrownBy(() -> get(client, "/api")).hasMessageContaining("127.0.0.1, which is not public");
        assertThat(seen).isEmpty();
    }

    @Test
    void s30ARedirectIsNotFollowedAndAnAnswerThatTricklesIsCut() throws Exception {
        CloseableHttpClient client = client(Auth.none(), Duration.ofMillis(600));
        assertThat(get(client, "/away")).isEqualTo(302);
        long start = System.nanoTime();
        assertThatThrownBy(() -> client.execute(new HttpGet(address("/trickle")), response -> EntityUtils.toString(response.getEntity())))
            .isInstanceOf(IOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(5));
    }

    @Test
    void whatTheVendorSaysOfItsLimitIsKnownToTheConnector() throws Exception {
        get(client(oauth(Map.of()), Duration.ofSeconds(10)), "/api");
        assertThat(state.view().rate()).isEqualTo(new RateLimits.Rate(100, 15, clock.now.plusSeconds(30)));
        assertThat(state.view().rate().near()).isTrue();
        clock.now = clock.now.plusSeconds(31);
        assertThat(state.view().rate()).isNull();
    }

    private Auth oauth(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(OAUTH);
        values.put("tokenUrl", address("/token").toString());
        values.putAll(more);
        return new Auth(Auth.Kind.OAUTH2, values);
    }

    private CloseableHttpClient client(Auth auth, Duration deadline) {
        return client(auth, deadline, new AllowedNetworks(List.of("127.0.0.0/8")));
    }

    private CloseableHttpClient client(Auth auth, Duration deadline, AllowedNetworks networks) {
        CloseableHttpClient tokens = VendorClient.tame(HttpClientBuilder.create()).setConnectionManager(VendorClient.connections(networks::resolve)).build();
        VendorGate gate = new VendorGate(Set.of(VendorGate.authority(address("/"))), networks, null, auth,
            auth.tokenAddress().map(address -> new TokenSource(auth, new FetchToken(tokens), clock)).orElse(null), state, clock, deadline, watchdog);
        VendorClient configurer = new VendorClient(gate);
        HttpClientBuilder builder = HttpClientBuilder.create();
        configurer.configureHttpClient(builder);
        CloseableHttpClient client = builder.build();
        opened.addAll(List.of(client, configurer, tokens));
        return client;
    }

    private int get(CloseableHttpClient client, String path) throws IOException {
        return client.execute(new HttpGet(address(path)), response -> {
            EntityUtils.consume(response.getEntity());
            return response.getCode();
        });
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
