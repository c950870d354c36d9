package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.article.WantedArticle;
import io.serai.context.RequesterLookup;
import io.serai.conversation.CommentLookup;
import io.serai.home.HomeFiles;
import io.serai.ticket.TicketStatus;
import io.serai.writeback.WriteBack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * TRUST S14 over every kamelet that speaks HTTP: what a ticket, a note, an article's id, a requester's address or a system's own page says never becomes
 * another header, request, path, parameter or field than an ordinary call has; read off the wire, of each system at its own port.
 */
@CamelSpringBootTest
@DirtiesContext
@SpringBootTest(properties = {"serai.connector.failures=100", "serai.context.deadline=20000",
    "camel.main.routes-include-pattern=file:routes/connector-write-note.camel.yaml,file:routes/connector-poll-*.camel.yaml,"
        + "file:routes/connector-fetch-*.camel.yaml,file:routes/knowledge-*-article*.camel.yaml,file:routes/policy-repeat-poll.camel.yaml"})
class S14OutgoingTest {

    private static final HomeFiles HOME = new HomeFiles(Path.of("").toAbsolutePath());
    /** By the name of the variable that holds the address. */
    private static final Map<String, RawVendor> VENDORS = new HashMap<>();
    private static final Map<String, String> VARIABLES = variables();
    private static final List<Connector> SHIPPED = ConnectorFiles.read(HOME, name -> Optional.ofNullable(VARIABLES.get(name))).all().stream().toList();
    private static final String MARKER = "[serai:0a1b2c3d]";
    private static final String SYS_ID = "0123456789abcdef0123456789abcdef";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Where a kamelet takes something out of what it kept of the page before. */
    private static final Pattern KEPT = Pattern.compile("\\$(?:after|place)\\.([A-Za-z]+)");
    private static final Pattern TAKEN = Pattern.compile("\\.([A-Za-z]+) //");
    /** What a place holds if it is no number. */
    private static final Map<String, String> PLACES = Map.of("since", "2026-11-25 10:00:00", "from", "2026-11-25 10:00");
    /** Places that go out as any text, between quotation marks or as a value of JSON. */
    private static final Set<String> TEXTS = Set.of("number", "token", "cursor");
    private static final Map<String, String> IDS = Map.of("servicenow", "INC0000001", "servicenow-change", "CHG0000001", "servicenow-request", "RITM0000001",
        "jira", "OPS-1", "datadog", "160076582|service:shop", "bmc-remedy", "INC000000000001");

    @Autowired ConnectorStates states;
    @Autowired CamelContext camel;
    @Autowired ProducerTemplate template;
    @Autowired JdbcClient jdbc;

    @DynamicPropertySource
    static void allOn(DynamicPropertyRegistry registry) {
        VARIABLES.forEach((name, value) -> registry.add(name, () -> value));
    }

    /** Every address at a port of its own, and as many calls as there may be: a connector's own limit would only make them wait. */
    private static Map<String, String> variables() {
        String base = "http://127.0.0.1:1";
        Map<String, String> variables = ShippedConnectors.variables(base);
        variables.replaceAll((name, value) -> value.startsWith(base)
            ? VENDORS.computeIfAbsent(name, any -> new RawVendor(UsualAnswers::to)).address() + value.substring(base.length()) : value);
        HOME.list("connector-configs", ".yaml").forEach(file ->
            Pattern.compile("\\{\\{env:([A-Z0-9_]+_CALLS):").matcher(file.text()).results().forEach(found -> variables.put(found.group(1), "60000")));
        return variables;
    }

    /** They are not closed: a second try of this class in the same process needs them as well. */
    @AfterAll
    static void theVendorsFoundNoFault() {
        assertThat(VENDORS.values()).allSatisfy(vendor -> assertThat(vendor.faults()).isEmpty());
    }

    private static Stream<String> speaking(Function<Connector, Connector.Step> step) {
        return SHIPPED.stream().filter(connector -> Optional.ofNullable(step.apply(connector)).filter(one -> speaksHttp(one.kamelet())).isPresent())
            .map(Connector::name);
    }

    static Stream<String> sinks() {
        return speaking(connector -> connector.streams().writeBack());
    }

    static Stream<String> sources() {
        return speaking(connector -> connector.streams().poll());
    }

    static Stream<String> libraries() {
        return speaking(S14OutgoingTest::article);
    }

    static Stream<String> directories() {
        return speaking(connector -> connector.lookups().context());
    }

    static Stream<String> tellers() {
        return speaking(connector -> connector.lookups().comments());
    }

    private static Connector.Step article(Connector connector) {
        return connector.lookups().knowledge() == null ? null : connector.lookups().knowledge().article();
    }

    private static boolean speaksHttp(String kamelet) {
        return text(kamelet).contains("- camel:http") || text(kamelet).contains("- camel:servicenow");
    }

    private static String text(String kamelet) {
        return HOME.list("kamelets", kamelet + ".kamelet.yaml").get(0).text();
    }

    /** With a day between two polls, nothing but what a test has called goes out after the first. */
    @BeforeEach
    void noPollIsUnderWay() {
        await().atMost(PATIENCE).until(() -> sources().allMatch(connector ->
            states.of(connector).view().lastSync() != null && camel.getInflightRepository().size(source(connector)) == 0));
    }

    @Test
    void everyKameletThatSpeaksHttpBelongsToAShippedConnector() {
        Set<String> used = new TreeSet<>();
        SHIPPED.forEach(connector -> connector.steps().forEach(step -> used.add(step.kamelet())));
        List<String> all = HOME.list("kamelets", ".kamelet.yaml").stream().map(file -> file.stem()).filter(S14OutgoingTest::speaksHttp).toList();
        assertThat(all).isNotEmpty();
        assertThat(used).containsAll(all);
        assertThat(sinks()).contains("servicenow", "jira", "zabbix", "datadog", "atera", "manageengine", "solarwinds", "bmc-remedy");
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void nothingInANoteLeavesButAsItsText(String connector) {
        List<RawVendor.Request> usual = requests(connector, () -> send(connector, note(connector, Map.of())));
        assertThat(usual).as("a note as it should be is looked for and written").hasSizeGreaterThan(1)
            .anyMatch(request -> request.text().contains("It answers again") || request.text().contains("It%20answers%20again"));
        usual.addAll(requests(connector, () -> send(connector, note(connector, Map.of("externalRef", "1", "team", "Linux")))));
        SentShape shape = SentShape.of(usual);
        Injections.around(IDS.getOrDefault(connector, "1")).forEach((what, value) -> {
            Stream.of("externalId", "externalRef", "team").forEach(field ->
                harmless(connector, field + ": " + what, shape, true, () -> send(connector, note(connector, Map.of(field, value)))));
            harmless(connector, "note: " + what, shape, true, () -> send(connector, note(connector, Map.of("note", value + "\n" + MARKER))));
            harmless(connector, "ours: " + what, shape, true, () -> send(connector, note(connector, Map.of("key", value, "ticketId", value, "tenant", value))));
        });
        Injections.around(MARKER).forEach((what, value) -> harmless(connector, "marker: " + what, shape, true, () -> send(connector, note(connector, Map.of("marker", value)))));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void nothingInTheLastPageOfASystemLeavesButAsAValue(String connector) {
        List<RawVendor.Request> usual = requests(connector, () -> poll(connector, null));
        assertThat(usual).as("a poll as it should be leads to calls").isNotEmpty();
        Set<String> places = places(connector(connector).streams().poll().kamelet());
        assertThat(places).as("what its kamelet keeps").isNotEmpty();
        places.forEach(place -> Stream.of(1, PLACES.getOrDefault(place, "1")).forEach(right ->
            usual.addAll(requests(connector, () -> poll(connector, json(Map.of(place, right)))))));
        SentShape shape = SentShape.of(usual);
        Injections.around("1").forEach((what, value) -> harmless(connector, what, shape, true, () -> poll(connector, json(value))));
        places.forEach(place -> Injections.around(PLACES.getOrDefault(place, "1")).forEach((what, value) ->
            harmless(connector, place + ": " + what, shape, !TEXTS.contains(place), () -> poll(connector, json(Map.of(place, value))))));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void nothingInTheIdOfAnArticleLeavesButAsAnId(String connector) {
        String right = connector.startsWith("servicenow") ? "KB0000001" : "1";
        harmless(connector, right, id -> fetch(connector, id));
    }

    @ParameterizedTest
    @MethodSource("directories")
    void nothingInARequestersAddressLeavesButAsAnAddress(String connector) {
        harmless(connector, "jane@example.com", address -> ask(connector, address));
    }

    @ParameterizedTest
    @MethodSource("tellers")
    void nothingInWhatCommentsAreAskedForByLeavesButAsAnId(String connector) {
        String right = IDS.getOrDefault(connector, "1");
        harmless(connector, right, id -> listen(connector, id, SYS_ID));
        harmless(connector, SYS_ID, ref -> listen(connector, right, ref));
    }

    /** The names under which a source keeps where its next page is. */
    private static Set<String> places(String kamelet) {
        String text = text(kamelet).substring(text(kamelet).indexOf("  template:"));
        Set<String> names = new TreeSet<>();
        KEPT.matcher(text).results().forEach(found -> names.add(found.group(1)));
        TAKEN.matcher(text.substring(0, text.indexOf("- to:"))).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    private void harmless(String connector, String right, Consumer<String> call) {
        List<RawVendor.Request> usual = requests(connector, () -> call.accept(right));
        assertThat(usual).isNotEmpty();
        Injections.around(right).forEach((what, value) -> harmless(connector, what, SentShape.of(usual), true, () -> call.accept(value)));
    }

    /** @param checked true if not even an encoded value may hold what was not asked for in an address */
    private void harmless(String connector, String what, SentShape usual, boolean checked, Runnable happening) {
        List<RawVendor.Request> sent = requests(connector, happening);
        assertThat(vendors(connector)).as(what).allSatisfy(vendor -> assertThat(vendor.faults()).isEmpty());
        assertThat(sent).as(what).allSatisfy(request -> usual.holds(request, checked));
    }

    private static Connector connector(String name) {
        return SHIPPED.stream().filter(connector -> connector.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<RawVendor> vendors(String connector) {
        String file = HOME.list("connector-configs", connector + ".yaml").get(0).text();
        return ShippedConnectors.addresses(file).stream().map(VENDORS::get).filter(Objects::nonNull).toList();
    }

    private List<RawVendor.Request> requests(String connector, Runnable happening) {
        vendors(connector).forEach(RawVendor::forget);
        states.of(connector).breaker().reset();
        happening.run();
        List<RawVendor.Request> requests = new ArrayList<>();
        vendors(connector).forEach(vendor -> requests.addAll(vendor.requests()));
        return requests;
    }

    private void send(String connector, WriteBack note) {
        call("direct:connector-write-" + connector, note);
    }

    private void fetch(String connector, String id) {
        call("direct:connector-fetch-article-" + connector, new WantedArticle("default", connector, false, id, "1"));
    }

    private void ask(String connector, String email) {
        call("direct:connector-fetch-context-" + connector, new RequesterLookup("default", connector, email, null));
    }

    private void listen(String connector, String id, String ref) {
        call("direct:connector-fetch-comments-" + connector, new CommentLookup(connector, "01900000-0000-7000-8000-00000000000b", id, ref));
    }

    /** Refused or sent: what went over the wire is what counts. */
    private void call(String endpoint, Object body) {
        try {
            template.sendBody(endpoint, body);
        } catch (CamelExecutionException e) {
            assertThat(ConnectorState.text(e)).as("a refusal in words").isNotBlank().hasSizeLessThan(400).doesNotContain("takes no calls now");
        }
    }

    /** One poll, as its timer would start it, from this place. */
    private void poll(String connector, String after) {
        jdbc.sql("DELETE FROM connector_cursor WHERE connector = ?").param(connector).update();
        if (after != null) {
            jdbc.sql("""
                INSERT INTO connector_cursor (tenant, connector, reached_at, resume_since, resume_after)
                VALUES ('default', ?, clock_timestamp(), clock_timestamp() - interval '1 hour', ?)""").params(connector, after).update();
        }
        Instant before = states.of(connector).view().lastSync();
        DefaultConsumer consumer = (DefaultConsumer) camel.getRoute(source(connector)).getConsumer();
        try {
            consumer.getProcessor().process(consumer.createExchange(true));
        } catch (Exception e) {
            throw new IllegalStateException("a poll that fails keeps its failure to itself", e);
        }
        assertThat(states.of(connector).view().lastSync()).as("it was not put off").isNotEqualTo(before);
    }

    private static String source(String connector) {
        return "connector-" + connector + "-source";
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A note that the vendor's sink takes and first looks for, but for what is changed. */
    private static WriteBack note(String connector, Map<String, String> changed) {
        return new WriteBack("01900000-0000-7000-8000-00000000000a", changed.getOrDefault("key", "decision:1"),
            changed.getOrDefault("ticketId", "01900000-0000-7000-8000-00000000000b"), changed.getOrDefault("tenant", "default"), connector,
            changed.getOrDefault("externalId", IDS.getOrDefault(connector, "1")), changed.get("externalRef"),
            changed.getOrDefault("note", "It answers again. " + MARKER), changed.getOrDefault("marker", MARKER), TicketStatus.RESOLVED, true, true,
            changed.get("team"));
    }
}
