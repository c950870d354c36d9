package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.home.HomeFiles;
import io.serai.ticket.TicketStatus;
import io.serai.writeback.WriteBack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * TRUST S14 over every sink and source that speaks HTTP: what a ticket, a note or a system's own page says never becomes another header,
 * another request or another address; read off the wire.
 */
@CamelSpringBootTest
@SpringBootTest(properties = {"serai.connector.failures=100",
    "camel.main.routes-include-pattern=file:routes/connector-write-note.camel.yaml,file:routes/connector-poll-records.camel.yaml,"
        + "file:routes/policy-repeat-poll.camel.yaml"})
class S14OutgoingTest {

    /** Something of every answer that a kamelet looks for, so that it goes on to its next call. */
    private static final String ANSWER = """
        {"result":[{"sys_id":"0123456789abcdef0123456789abcdef","number":"INC0000001","eventid":"1","objectid":"1","AlertObjectID":1}],
         "results":[{"AlertObjectID":1,"AlertActiveID":1}],"items":[],"totalPages":1,"comments":[],"total":0,"notes":[],"issues":[],"isLast":true,"events":[],
         "data":[],"requests":[],"entries":[],"list_info":{"has_more_rows":false},"response_status":{"status":"success","status_code":2000},
         "transitions":[{"id":"1","to":{"statusCategory":{"key":"done"}}}],"access_token":"t0","expires_in":3600,"status":"ok"}""";
    private static final RawVendor VENDOR = new RawVendor(ANSWER);
    private static final Map<String, String> VARIABLES = ShippedConnectors.variables("http://127.0.0.1:" + VENDOR.port());
    private static final String MARKER = "[serai:0a1b2c3d]";
    private static final int LONGEST_ADDRESS = 8_192;
    private static final int LONGEST_HEADER = 4_096;
    private static final Pattern LINE = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) /[!-~]* HTTP/1\\.1");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+: [\\t -~]*");
    private static final Pattern AFTER = Pattern.compile("(?:\\$after|fromjson(?: as \\$[a-z]+)?\\s*\\||variable\\(\"after\"\\)|\\.after)[^\\n]*");
    private static final Pattern NAME = Pattern.compile("\\.([a-z][A-Za-z]*)");

    @Autowired
    ConnectorFiles files;
    @Autowired
    ConnectorStates states;
    @Autowired
    SyncNow syncNow;
    @Autowired
    ProducerTemplate template;
    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void allOn(DynamicPropertyRegistry registry) {
        VARIABLES.forEach((name, value) -> registry.add(name, () -> value));
    }

    @AfterAll
    static void close() throws IOException {
        VENDOR.close();
    }

    private static Stream<Connector> shipped() {
        return ConnectorFiles.read(new HomeFiles(Path.of("").toAbsolutePath()), name -> Optional.ofNullable(VARIABLES.get(name))).all().stream();
    }

    static Stream<String> sinks() {
        return shipped().filter(connector -> connector.writeBack() != null && speaksHttp(connector.writeBack().kamelet())).map(Connector::name);
    }

    static Stream<String> sources() {
        return shipped().filter(connector -> connector.poll() != null && speaksHttp(connector.poll().kamelet())).map(Connector::name);
    }

    private static boolean speaksHttp(String kamelet) {
        String text = text(kamelet);
        return text.contains("- camel:http") || text.contains("- camel:servicenow");
    }

    private static String text(String kamelet) {
        return new HomeFiles(Path.of("").toAbsolutePath()).list("kamelets", kamelet + ".kamelet.yaml").get(0).text();
    }

    /** By what they try. */
    private static Map<String, String> hostile() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("CR LF and a header", "1\r\nX-Injected: yes");
        values.put("LF and a header", "1\nX-Injected: yes");
        values.put("a whole request", "1 HTTP/1.1\r\nHost: elsewhere\r\n\r\nGET /injected HTTP/1.1\r\nHost: elsewhere\r\n\r\n");
        values.put("CR LF encoded", "1%0d%0aX-Injected:%20yes");
        values.put("CR LF encoded twice", "1%250d%250aX-Injected:%2520yes");
        values.put("letters whose low octets are CR LF", "1\u010D\u010AX-Injected: yes");
        values.put("line separators", "1\u2028X-Injected: yes\u0085X-Injected: yes\u000BX-Injected: yes");
        values.put("NUL", "1\u0000X");
        values.put("another path", "../../injected");
        values.put("another path encoded", "..%2f..%2finjected");
        values.put("another query", "1?injected=1&x=y#z");
        values.put("another parameter", "1&injected=1");
        values.put("another host", "@elsewhere/injected");
        values.put("an expression", "${header.Authorization}{{env:PATH}}");
        values.put("1 MB", "1".repeat(1 << 20));
        values.put("1 MB of CR LF", "\r\n".repeat(1 << 19));
        values.put("1 MB of umlauts", "\u00E4".repeat(1 << 19));
        return values;
    }

    @Test
    void everySinkAndSourceThatSpeaksHttpBelongsToAShippedConnector() {
        Set<String> used = shipped().flatMap(connector -> Stream.of(connector.writeBack(), connector.poll())).filter(step -> step != null)
            .map(Connector.Step::kamelet).collect(Collectors.toCollection(TreeSet::new));
        List<String> all = new HomeFiles(Path.of("").toAbsolutePath()).list("kamelets", ".kamelet.yaml").stream().map(file -> file.stem())
            .filter(name -> (name.endsWith("-sink") || name.endsWith("-source")) && speaksHttp(name)).toList();
        assertThat(used).containsAll(all);
        assertThat(sinks()).contains("servicenow", "jira", "zabbix", "datadog", "atera", "manageengine", "solarwinds");
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void nothingInANoteLeavesAsAHeaderOrAnAddress(String connector) {
        VENDOR.forget();
        for (boolean unsure : List.of(false, true)) {
            send(connector, note(connector, Map.of(), unsure));
        }
        List<RawVendor.Request> usual = VENDOR.requests();
        assertThat(usual).as("a note as it should be leads to calls").isNotEmpty();
        assertThat(usual).as("and one of them carries it").anyMatch(request -> request.text().contains("It answers again") || request.text().contains("It+answers+again"));
        Set<String> names = names(usual);
        for (String field : List.of("externalId", "externalRef", "note", "marker", "ticketId", "key", "tenant")) {
            hostile().forEach((what, value) -> {
                for (boolean unsure : List.of(false, true)) {
                    VENDOR.forget();
                    send(connector, note(connector, Map.of(field, field.equals("note") ? value + "\n" + MARKER : value), unsure));
                    harmless(connector, field + ": " + what, names);
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void nothingInTheLastPageOfASystemLeavesAsAHeaderOrAnAddress(String connector) {
        VENDOR.forget();
        poll(connector, null);
        assertThat(VENDOR.requests()).as("a poll as it should be leads to calls").isNotEmpty();
        Set<String> names = names(VENDOR.requests());
        Set<String> places = places(files.find(connector).orElseThrow().poll().kamelet());
        hostile().forEach((what, value) -> {
            for (Object after : List.of(value, places.stream().collect(Collectors.toMap(place -> place, place -> value, (a, b) -> a, TreeMap::new)))) {
                VENDOR.forget();
                poll(connector, json(after));
                harmless(connector, what, names);
            }
        });
    }

    /** The names under which a source keeps where its next page is. */
    private static Set<String> places(String kamelet) {
        Set<String> names = new TreeSet<>(Set.of("after", "from", "token", "offset", "page"));
        Matcher after = AFTER.matcher(text(kamelet));
        while (after.find()) {
            Matcher name = NAME.matcher(after.group());
            while (name.find()) {
                names.add(name.group(1));
            }
        }
        return names;
    }

    private static void harmless(String connector, String what, Set<String> usual) {
        String base = "/" + connector;
        assertThat(VENDOR.faults()).as(what).isEmpty();
        assertThat(VENDOR.requests()).as(what).allSatisfy(request -> {
            assertThat(request.line()).matches(LINE).hasSizeLessThan(LONGEST_ADDRESS);
            String target = request.line().split(" ")[1];
            assertThat(target).startsWith(base).doesNotContain("/..", "../", "//");
            assertThat(target.split("\\?", 2)[0].toLowerCase()).as("the path").doesNotContain("%2e", "%2f", "%0d", "%0a", "%00", "%5c", "injected");
            assertThat(target).doesNotContain("&injected=", "?injected=");
            assertThat(request.headers()).allSatisfy(header -> assertThat(header).matches(HEADER).hasSizeLessThan(LONGEST_HEADER));
            assertThat(request.headers().stream().filter(header -> header.toLowerCase().startsWith("host:"))).containsExactly("Host: 127.0.0.1:" + VENDOR.port());
            assertThat(usual).containsAll(names(List.of(request)));
        });
    }

    private static Set<String> names(List<RawVendor.Request> requests) {
        return requests.stream().flatMap(request -> request.headers().stream()).map(header -> header.split(":", 2)[0].toLowerCase())
            .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Refused or sent: what went over the wire is what counts. */
    private void send(String connector, WriteBack note) {
        try {
            template.sendBody("direct:connector-write-" + connector, note);
        } catch (CamelExecutionException e) {
            assertThat(ConnectorState.text(e)).as("a refusal in words").isNotBlank().hasSizeLessThan(400);
        }
    }

    private void poll(String connector, String after) {
        jdbc.sql("DELETE FROM connector_cursor WHERE connector = ?").param(connector).update();
        if (after != null) {
            jdbc.sql("""
                INSERT INTO connector_cursor (tenant, connector, reached_at, resume_since, resume_after)
                VALUES ('default', ?, clock_timestamp(), clock_timestamp() - interval '1 hour', ?)""").params(connector, after).update();
        }
        Instant before = states.of(connector).view().lastSync();
        assertThat(syncNow.sync(files.find(connector).orElseThrow())).isTrue();
        await().atMost(Duration.ofSeconds(30)).until(() -> states.of(connector).view().lastSync(), at -> at != null && !at.equals(before));
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A note that the vendor's sink takes, but for what is changed. */
    private static WriteBack note(String connector, Map<String, String> changed, boolean unsure) {
        Map<String, String> usual = Map.of("servicenow", "INC0000001", "jira", "OPS-1", "datadog", "160076582|service:shop", "bmc-remedy", "INC000000000001");
        return new WriteBack("01900000-0000-7000-8000-00000000000a", changed.getOrDefault("key", "decision:1"),
            changed.getOrDefault("ticketId", "01900000-0000-7000-8000-00000000000b"), changed.getOrDefault("tenant", "default"), connector,
            changed.getOrDefault("externalId", usual.getOrDefault(connector, "1")), changed.get("externalRef"),
            changed.getOrDefault("note", "It answers again. " + MARKER), changed.getOrDefault("marker", MARKER), TicketStatus.RESOLVED, true, unsure);
    }
}
