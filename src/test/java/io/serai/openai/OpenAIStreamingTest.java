package io.serai.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that are read while they come, against a simulated API that sends server-sent events. TRUST R13, R14, S30. */
class OpenAIStreamingTest {

    static final String CHUNK = """
        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"inn-1","choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}]}

        """;
    private static final String END = "data: [DONE]\n\n";

    private final List<String> read = new ArrayList<>();
    private final CountDownLatch firstRead = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private CamelContext camel;
    private volatile Script script;

    private interface Script {
        void play(HttpExchange call, OutputStream body) throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", call -> {
            call.getRequestBody().readAllBytes();
            try (OutputStream body = call.getResponseBody()) {
                script.play(call, body);
            } catch (Exception e) {
                gone.countDown();
                throw new IOException(e);
            }
        });
        server.start();
        camel = new DefaultCamelContext();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("openai:chat-completion?streaming=true&requestTimeout=60000&maxResponseSize=100000&model=inn-1&baseUrl=" + address())
                    .process(OpenAIStreamingTest.this::take);
                from("direct:hurry").to("openai:chat-completion?requestTimeout=1000&model=inn-1&baseUrl=" + address())
                    .process(OpenAIStreamingTest.this::take);
                from("direct:split").to("openai:chat-completion?requestTimeout=60000&model=inn-1&baseUrl=" + address())
                    .split(body()).streaming().process(exchange -> take(exchange.getMessage().getBody(ChatCompletionChunk.class)));
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.stop(0);
        threads.shutdownNow();
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private void take(Exchange exchange) {
        exchange.getMessage().getBody(Iterator.class).forEachRemaining(part -> take((ChatCompletionChunk) part));
    }

    private void take(ChatCompletionChunk part) {
        read.add(part.choices().get(0).delta().content().orElse(""));
        firstRead.countDown();
    }

    private Exchange ask(String route) {
        return camel.createProducerTemplate().request(route, exchange -> {
            exchange.getMessage().setBody("How many rooms?");
            exchange.getMessage().setHeader(OpenAIHeaders.STREAMING, true);
        });
    }

    private static void head(HttpExchange call) throws IOException {
        call.getResponseHeaders().add("Content-Type", "text/event-stream");
        call.sendResponseHeaders(200, 0);
    }

    private static void send(OutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    /** The server sends the second part only once the first has been read: they cannot have been collected. */
    @Test
    void partsAreReadWhileTheyCome() {
        script = (call, body) -> {
            head(call);
            send(body, CHUNK.formatted("Sixteen "));
            assertThat(firstRead.await(50, TimeUnit.SECONDS)).isTrue();
            send(body, CHUNK.formatted("rooms.") + END);
        };
        assertThat(ask("direct:ask").getException()).isNull();
        assertThat(read).containsExactly("Sixteen ", "rooms.");
    }

    /** As the manual shows it. */
    @Test
    void aSplitterGoesThroughTheParts() {
        script = (call, body) -> {
            head(call);
            send(body, CHUNK.formatted("Sixteen ") + CHUNK.formatted("rooms.") + END);
        };
        assertThat(ask("direct:split").getException()).isNull();
        assertThat(read).containsExactly("Sixteen ", "rooms.");
    }

    @Test
    void aServerThatAnswersAnErrorIsToldBeforeAnythingIsRead() {
        script = (call, body) -> {
            call.getResponseHeaders().add("Retry-After", "7");
            call.sendResponseHeaders(429, 0);
            send(body, "{\"error\":{\"message\":\"slow down\"}}");
        };
        assertThat(ask("direct:ask").getException()).isInstanceOfSatisfying(RateLimitException.class,
            e -> assertThat(e.headers().values("Retry-After")).containsExactly("7"));
    }

    @Test
    void brokenJsonInTheMiddleIsAFailure() {
        script = (call, body) -> {
            head(call);
            send(body, CHUNK.formatted("Sixteen ") + "data: {\"id\":\"c1\",\n\n" + END);
        };
        assertThat(ask("direct:ask").getException()).hasStackTraceContaining(OpenAIInvalidDataException.class.getName());
        assertThat(read).containsExactly("Sixteen ");
    }

    @Test
    void whoeverWaitsForAPartThatDoesNotComeIsToldAtTheDeadline() {
        CountDownLatch over = new CountDownLatch(1);
        script = (call, body) -> {
            head(call);
            send(body, CHUNK.formatted("Sixteen "));
            over.await(50, TimeUnit.SECONDS);
        };
        assertThat(ask("direct:hurry").getException()).hasStackTraceContaining(HttpTimeoutException.class.getName());
        over.countDown();
        assertThat(read).containsExactly("Sixteen ");
    }

    @Test
    void noMoreIsReadThanAllowed() throws Exception {
        script = (call, body) -> {
            head(call);
            for (int i = 0; i < 100_000; i++) {
                send(body, CHUNK.formatted("x".repeat(1_000)));
            }
        };
        assertThat(ask("direct:ask").getException()).hasStackTraceContaining(ResponseTooLargeException.class.getName());
        assertThat(read.size()).isBetween(1, 100);
        assertThat(gone.await(60, TimeUnit.SECONDS)).as("the connection is given up").isTrue();
    }

    /** As when a splitter stops early: the exchange is over, and so is the connection. */
    @Test
    void anAnswerThatIsNotReadToItsEndIsGivenUpWithTheExchange() throws Exception {
        script = (call, body) -> {
            head(call);
            while (true) {
                send(body, CHUNK.formatted("Sixteen "));
            }
        };
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:glance").to("openai:chat-completion?requestTimeout=60000&maxResponseSize=2000000000&model=inn-1&baseUrl=" + address());
            }
        });
        assertThat(ask("direct:glance").getException()).isNull();
        assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
