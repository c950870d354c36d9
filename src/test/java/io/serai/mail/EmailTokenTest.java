package io.serai.mail;

import static io.serai.testing.Mailroom.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.serai.testing.Mailroom;
import io.serai.writeback.WriteBack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The mailbox's connector logs in with tokens of OAuth 2 (XOAUTH2, as Microsoft 365 and Gmail want it), and with a new one when one is refused. */
@SpringBootTest(properties = {"SERAI_EMAIL_AUTH=oauth2", "SERAI_EMAIL_CLIENT_ID=serai", "SERAI_EMAIL_CLIENT_SECRET=client-secret", "SERAI_EMAIL_PERIOD=200",
    "serai.mail.starttls=false", "serai.connector.failures=100",
    "camel.main.routes-include-pattern=file:routes/connector-poll-records.camel.yaml,file:routes/connector-normalize-record.camel.yaml,"
        + "file:routes/connector-write-note.camel.yaml,file:routes/policy-repeat-poll.camel.yaml"})
@DirtiesContext
class EmailTokenTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> GRANTS = new CopyOnWriteArrayList<>();
    private static Mailroom room;
    private static HttpServer tokens;
    private static volatile String token = "token-1";

    @Autowired
    JdbcClient jdbc;
    @Autowired
    ProducerTemplate template;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) throws IOException {
        room = Mailroom.inClear();
        room.password(token);
        room.describe(registry, "127.0.0.1");
        tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokens.createContext("/token", exchange -> {
            GRANTS.add(URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), StandardCharsets.UTF_8));
            byte[] answer = ("{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        tokens.start();
        registry.add("SERAI_EMAIL_TOKEN_URL", () -> "http://127.0.0.1:" + tokens.getAddress().getPort() + "/token");
    }

    @AfterAll
    static void stop() {
        tokens.stop(0);
        room.close();
    }

    @Test
    void aTokenThatIsRefusedIsRenewedForReadingAndForSending() {
        room.deliver(message("o1@example.com", "ann@example.com", "With a token", "words"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).containsExactly("p:o1@example.com"));
        assertThat(GRANTS).containsExactly("grant_type=client_credentials&scope=https://outlook.office365.com/.default&client_id=serai&client_secret=client-secret");

        token = "token-2";
        room.password(token);
        room.deliver(message("o2@example.com", "ann@example.com", "With the next token", "words"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).containsExactly("p:o1@example.com", "p:o2@example.com"));
        // a poll that had logged in before may have brought it: the next one is refused
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(GRANTS).hasSize(2));

        token = "token-3";
        room.password(token);
        template.sendBody("direct:connector-write-email", note());
        assertThat(room.mailsTo("ann@example.com")).hasSize(1);
        assertThat(GRANTS).hasSize(3);
    }

    private static WriteBack note() {
        return new WriteBack("01900000-0000-7000-8000-00000000000c", "decision:1", "01900000-0000-7000-8000-00000000000b", "default", "email", "o1@example.com", null,
            "Done.\n\n[serai:0a1b2c3d]", "[serai:0a1b2c3d]", null, false, false);
    }

    private List<String> stored() {
        return jdbc.sql("SELECT event_key FROM event WHERE connector = 'email' ORDER BY id").query(String.class).list();
    }
}
