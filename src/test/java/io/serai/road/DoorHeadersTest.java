package io.serai.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** TRUST S1: nothing that a request calls a header, a query parameter or a path reaches a Camel message as a header. */
@Import(DoorHeadersTest.Beans.class)
@DirtiesContext
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"SERAI_DATADOG_HOOK_SECRET=door-test",
    "SERAI_DATADOG_API_KEY=none", "SERAI_DATADOG_APP_KEY=none", "SERAI_DATADOG_URL=http://127.0.0.1:9"})
class DoorHeadersTest {

    private static final String MARK = "hostile-value";

    /** Looks at the message before every step of every route. */
    static class Watch implements InterceptStrategy {
        final Map<String, Set<String>> headersByRoute = new ConcurrentHashMap<>();
        final Set<String> marked = ConcurrentHashMap.newKeySet();

        @Override
        public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode definition, Processor target, Processor next) {
            return exchange -> {
                String route = String.valueOf(exchange.getFromRouteId());
                Set<String> names = headersByRoute.computeIfAbsent(route, r -> ConcurrentHashMap.newKeySet());
                exchange.getMessage().getHeaders().forEach((name, value) -> {
                    names.add(name);
                    if (String.valueOf(value).contains(MARK)) {
                        marked.add(route + ": " + name);
                    }
                });
                exchange.getVariables().forEach((name, value) -> {
                    if (value instanceof String text && text.contains(MARK)) {
                        marked.add(route + ": variable " + name);
                    }
                });
                target.process(exchange);
            };
        }
    }

    @TestConfiguration
    static class Beans {
        @Bean
        Watch watch() {
            return new Watch();
        }
    }

    @LocalServerPort int port;
    @Autowired Watch watch;
    @Autowired JdbcClient jdbc;

    @Test
    void s1SixtyControlNamesInThreeSpellingsDoNotPassTheDoor() throws Exception {
        List<String> names = Files.readAllLines(Path.of("src/test/resources/hostile-headers.txt")).stream().map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        assertThat(names).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
        int number = 0;
        for (List<String> spelling : List.of(names, names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList(),
            names.stream().map(DoorHeadersTest::odd).toList())) {
            for (int from = 0; from < spelling.size(); from += 40) {
                List<String> some = spelling.subList(from, Math.min(spelling.size(), from + 40));
                assertThat(post(++number, some, "")).isEqualTo(202);
                String query = some.stream().map(name -> name + "=" + MARK).collect(Collectors.joining("&", "?", ""));
                assertThat(post(++number, List.of(), query)).isEqualTo(202);
            }
        }
        int sent = number;
        await().atMost(Duration.ofSeconds(40)).until(() -> jdbc.sql("SELECT count(*) FROM ticket").query(Integer.class).single() == sent);

        assertThat(watch.headersByRoute).as("the routes were watched").containsKeys("connector-receive-event", "connector-normalize-events");
        assertThat(watch.headersByRoute.get("connector-receive-event")).as("headers after the door").isEmpty();
        assertThat(watch.marked).as("values from outside in a header or variable").isEmpty();
        Set<String> lower = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        Set<String> leaked = new TreeSet<>();
        watch.headersByRoute.get("connector-normalize-events").stream().filter(name -> lower.contains(name.toLowerCase(Locale.ROOT))).forEach(leaked::add);
        assertThat(leaked).isEmpty();
        assertThat(jdbc.sql("SELECT DISTINCT headers::text FROM event").query(String.class).list()).allSatisfy(text -> assertThat(text).doesNotContain(MARK));
    }

    private static String odd(String name) {
        StringBuilder odd = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            odd.append(i % 2 == 0 ? Character.toUpperCase(name.charAt(i)) : Character.toLowerCase(name.charAt(i)));
        }
        return odd.toString();
    }

    /** By hand: a client library would refuse some of the names. */
    private int post(int number, List<String> headers, String query) throws IOException {
        String body = new ObjectMapper().createObjectNode().put("id", "s1-" + number).put("alert_cycle_key", "s1-" + number)
            .put("title", "Headers " + number).put("alert_transition", "Triggered").put("last_updated", "1733930135000").toString();
        List<String> lines = new ArrayList<>(List.of("POST /hooks/datadog" + query + " HTTP/1.1", "Host: 127.0.0.1", "Connection: close",
            "X-Serai-Secret: door-test", "Content-Type: application/json", "Content-Length: " + body.length()));
        headers.forEach(name -> lines.add(name + ": " + MARK));
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
            return Integer.parseInt(status.split(" ")[1]);
        }
    }
}
