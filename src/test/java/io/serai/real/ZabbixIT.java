package io.serai.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import io.serai.ticket.TicketStatus;
import io.serai.writeback.WriteBack;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A real Zabbix, set up as docs/connectors/zabbix.md says: its problems become tickets, get notes, and their recovery resolves the tickets. */
@HubTest
@Tag("real-systems")
@DirtiesContext
@TestPropertySource(properties = {"SERAI_ZABBIX_HOOK_SECRET=a-secret-for-this-test", "SERAI_ZABBIX_PERIOD=1000", "SERAI_ZABBIX_ACKNOWLEDGE=true",
    "SERAI_ZABBIX_CLOSE=true", "SERAI_ZABBIX_HOST_GROUPS=shop, Bat*", "SERAI_ZABBIX_MIN_SEVERITY=2",
    "serai.work.stages.analyze.backoff=1s,1s,1s,1s,1s", "serai.work.stages.write-back.backoff=1s,1s,1s,1s,1s"})
class ZabbixIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String READ = "2";
    private static final String READ_WRITE = "3";

    @TempDir
    static Path folder;
    private static RealZabbix zabbix;
    private static String readable;
    private static String writable;
    private static String unwanted;
    private static String role;
    private static String user;
    private static String token;

    @LocalServerPort
    int hub;
    @Autowired
    TestRestTemplate http;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ProducerTemplate template;

    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    static void aZabbixWithAUserForTheHub() throws Exception {
        zabbix = RealZabbix.start(folder);
        readable = zabbix.make("hostgroup.create", "{\"name\":\"Shop\"}");
        writable = zabbix.make("hostgroup.create", "{\"name\":\"Batch\"}");
        unwanted = zabbix.make("hostgroup.create", "{\"name\":\"Workshop\"}");
        role = zabbix.make("role.create", """
            {"name": "Serai", "type": 1, "rules": {
              "ui.default_access": 0, "ui": [{"name": "monitoring.problems", "status": 1}], "modules.default_access": 0,
              "services.read.mode": 0, "services.write.mode": 0,
              "api.access": 1, "api.mode": 1, "api": ["problem.get", "event.get", "event.acknowledge", "hostgroup.get"], "actions.default_access": 0,
              "actions": [{"name": "add_problem_comments", "status": 1}, {"name": "acknowledge_problems", "status": 1}, {"name": "close_problems", "status": 1}]}}""");
        String group = zabbix.make("usergroup.create", """
            {"name": "Serai", "gui_access": 3, "rights": [{"id": "%s", "permission": %s}, {"id": "%s", "permission": %s}, {"id": "%s", "permission": %s}]}"""
            .formatted(readable, READ, writable, READ_WRITE, unwanted, READ));
        user = zabbix.make("user.create", """
            {"username": "serai", "passwd": "Kd83-jd82-kd", "roleid": "%s", "usrgrps": [{"usrgrpid": "%s"}], "timezone": "Asia/Kathmandu"}"""
            .formatted(role, group));
        token = zabbix.call("token.generate", "[\"" + zabbix.make("token.create", "{\"name\":\"hub\",\"userid\":\"" + user + "\"}") + "\"]")
            .path(0).path("token").asText();
    }

    @DynamicPropertySource
    static void connect(DynamicPropertyRegistry registry) {
        registry.add("SERAI_ZABBIX_URL", zabbix::url);
        registry.add("SERAI_ZABBIX_TOKEN", () -> token);
    }

    @AfterAll
    static void end() throws InterruptedException {
        if (zabbix != null) {
            zabbix.close();
        }
    }

    @Test
    void aRealProblemBecomesATicketIsAcknowledgedWithOurNoteAndItsRecoveryResolvesTheTicket() throws Exception {
        assertThat(zabbix.version()).startsWith("6.0.");
        problem(readable, "batch-70", 3, "High CPU utilization (over 95% for 10m)");
        await().atMost(PATIENCE).until(() -> tickets("batch-70").size(), size -> size == 1);
        Map<String, Object> ticket = tickets("batch-70").get(0);
        assertThat(ticket).containsEntry("title", "High CPU utilization (over 95% for 10m)").containsEntry("status", "open")
            .containsEntry("priority", "medium").containsEntry("system", "Server batch-70").containsEntry("description", "97 %\n\nLook at the run queue.");
        assertThat(json.readTree(ticket.get("labels").toString()).path("service").asText()).isEqualTo("shop");

        String id = ticket.get("external_id").toString();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(event(id).path("acknowledges")).as(this::whatWaits).isNotEmpty());
        JsonNode event = event(id);
        assertThat(event.path("acknowledged").asText()).isEqualTo("1");
        assertThat(event.path("acknowledges")).singleElement().satisfies(message -> {
            assertThat(message.path("userid").asText()).isEqualTo(user);
            assertThat(message.path("message").asText()).containsPattern("\\[serai:[0-9a-f]{8}]$").contains("CPU");
        });
        await().atMost(PATIENCE).until(() -> tickets("batch-70").get(0).get("status"), "in_progress"::equals);

        zabbix.send("batch-70", "used", "42");
        await().atMost(PATIENCE).until(() -> tickets("batch-70").get(0).get("status"), "resolved"::equals);
        assertThat(tickets("batch-70")).hasSize(1);
        assertThat(event(id).path("acknowledges")).as("neither our own acknowledgement nor the recovery is answered").hasSize(1);
        assertThat(jdbc.sql("SELECT count(*) FROM decision WHERE ticket_id = ?::uuid").param(ticket.get("id")).query(Integer.class).single()).isOne();
    }

    @Test
    void aRealWebhookAndThePollAreOneTicket() throws Exception {
        String mediaType = zabbix.make("mediatype.create", ZabbixPage.mediaType("http://127.0.0.1:" + hub, "a-secret-for-this-test"));
        zabbix.call("user.update", """
            {"userid": "%s", "medias": [{"mediatypeid": "%s", "sendto": "hub", "active": 0, "severity": 63, "period": "1-7,00:00-24:00"}]}"""
            .formatted(user, mediaType));
        zabbix.make("action.create", """
            {"name": "Tell Serai", "eventsource": 0, "filter": {"evaltype": 0, "conditions": []}, "esc_period": "1h",
             "operations": [{"operationtype": 0, "opmessage_usr": [{"userid": "%s"}], "opmessage": {"default_msg": 1, "mediatypeid": "%s"}}],
             "recovery_operations": [{"operationtype": 11, "opmessage": {"default_msg": 1}}],
             "update_operations": [{"operationtype": 12, "opmessage": {"default_msg": 1}}]}""".formatted(user, mediaType));
        assertThat(http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).postForEntity("/api/v1/connectors/zabbix/pause", null, Void.class)
            .getStatusCode().is2xxSuccessful()).isTrue();
        Instant before = Instant.now().minusSeconds(1);
        problem(readable, "web-71", 5, "Nginx is \"down\" on {HOST.NAME}\\worker");
        await().atMost(PATIENCE).until(() -> tickets("web-71").size(), size -> size == 1);
        assertThat(events("web-71")).as("polls are paused").containsExactly("webhook");
        Map<String, Object> ticket = tickets("web-71").get(0);
        assertThat(ticket).containsEntry("title", "Nginx is \"down\" on Server web-71\\worker").containsEntry("status", "open")
            .containsEntry("priority", "critical").containsEntry("system", "Server web-71").containsEntry("description", "97 %\n\nLook at the run queue.");
        assertThat(Instant.parse(ticket.get("created").toString())).as("the recipient's time zone is told apart").isBetween(before, Instant.now());

        zabbix.call("event.acknowledge", "{\"eventids\":[\"" + ticket.get("external_id") + "\"],\"action\":6,\"message\":\"I look at it.\"}");
        await().atMost(PATIENCE).until(() -> tickets("web-71").get(0).get("status"), "in_progress"::equals);
        zabbix.send("web-71", "used", "42");
        await().atMost(PATIENCE).until(() -> tickets("web-71").get(0).get("status"), "resolved"::equals);
        assertThat(events("web-71")).as("problem, update, recovery").containsExactly("webhook", "webhook", "webhook");

        assertThat(http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).postForEntity("/api/v1/connectors/zabbix/resume", null, Void.class)
            .getStatusCode().is2xxSuccessful()).isTrue();
        await().atMost(PATIENCE).until(() -> events("web-71"), events -> events.contains("poll"));
        await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT 1 FROM event_outcome o WHERE o.event_id = e.id)")
            .query(Integer.class).single(), left -> left == 0);
        assertThat(tickets("web-71")).singleElement().satisfies(same -> assertThat(same).containsEntry("id", ticket.get("id"))
            .containsEntry("status", "resolved").containsEntry("created", ticket.get("created")));
    }

    @Test
    void onlyProblemsOfTheHostGroupsAndOfTheLeastSeverityAreFetched() throws Exception {
        problem(unwanted, "press-75", 5, "Press is jammed");
        problem(readable, "web-75", 1, "Somebody logged in");
        problem(readable, "web-76", 2, "Disk fills up");
        await().atMost(PATIENCE).until(() -> tickets("web-76").size(), size -> size == 1);
        zabbix.send("press-75", "used", "42");
        zabbix.send("web-75", "used", "42");
        zabbix.send("web-76", "used", "42");
        await().atMost(PATIENCE).until(() -> tickets("web-76").get(0).get("status"), "resolved"::equals);
        assertThat(events("web-76")).contains("poll");
        assertThat(events("press-75")).as("its host group is not told, though the webhook may have sent it").doesNotContain("poll");
        assertThat(events("web-75")).as("it is less severe, though the webhook may have sent it").doesNotContain("poll");
    }

    @Test
    void aNoteAboutSomethingDoneClosesAProblemOnlyWhereZabbixLetsItsUser() throws Exception {
        problem(writable, "batch-72", 2, "Backup of tonight is late");
        problem(readable, "batch-73", 2, "Backup of yesterday is late");
        await().atMost(PATIENCE).until(() -> tickets("batch-72").size() + tickets("batch-73").size(), size -> size == 2);
        String closable = tickets("batch-72").get(0).get("external_id").toString();
        String other = tickets("batch-73").get(0).get("external_id").toString();
        write(closable);
        write(other);
        await().atMost(PATIENCE).until(() -> tickets("batch-72").get(0).get("status"), "resolved"::equals);
        assertThat(event(closable).path("r_eventid").asText()).isNotEqualTo("0");
        assertThat(event(other).path("r_eventid").asText()).isEqualTo("0");
        assertThat(event(other).path("acknowledged").asText()).isEqualTo("1");
        assertThat(event(other).path("acknowledges")).anySatisfy(message -> assertThat(message.path("message").asText()).isEqualTo("Done. [serai:0a1b2c3d]"));
    }

    @Test
    void aTestOfTheConnectorTellsWhatItsUserMayNotDo() throws Exception {
        assertThat(checks()).as("frontend, problems, events, messages").containsExactly(true, true, true, true);
        comments(0);
        assertThat(checks()).containsExactly(true, true, true, false);
        comments(1);
        assertThat(checks()).containsExactly(true, true, true, true);
    }

    private List<Boolean> checks() {
        JsonNode verdict = http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).postForObject("/api/v1/connectors/zabbix/test", null, JsonNode.class);
        return StreamSupport.stream(verdict.path("checks").spliterator(), false).map(check -> check.path("ok").asBoolean()).toList();
    }

    private static void comments(int allowed) throws Exception {
        zabbix.call("role.update", """
            {"roleid": "%s", "rules": {"actions": [{"name": "add_problem_comments", "status": %d}, {"name": "acknowledge_problems", "status": 1},
              {"name": "close_problems", "status": 1}]}}""".formatted(role, allowed));
    }

    private void write(String externalId) {
        template.sendBody("direct:connector-write-zabbix", new WriteBack("01900000-0000-7000-8000-00000000000a", "decision:1",
            "01900000-0000-7000-8000-00000000000b", "default", "zabbix", externalId, null, "Done. [serai:0a1b2c3d]", "[serai:0a1b2c3d]",
            TicketStatus.RESOLVED, true, false));
    }

    /** A host with one item and one trigger over 90, and a value of 97. */
    private static void problem(String group, String host, int severity, String name) throws Exception {
        ObjectMapper json = new ObjectMapper();
        ObjectNode made = json.createObjectNode().put("host", host).put("name", "Server " + host);
        made.putArray("groups").addObject().put("groupid", group);
        String id = zabbix.make("host.create", made);
        zabbix.make("item.create", "{\"hostid\":\"" + id + "\",\"name\":\"Used\",\"key_\":\"used\",\"type\":2,\"value_type\":0}");
        ObjectNode trigger = json.createObjectNode().put("description", name).put("expression", "last(/" + host + "/used)>90").put("priority", severity)
            .put("manual_close", 1).put("comments", "Look at the run queue.").put("opdata", "{ITEM.LASTVALUE1} %");
        trigger.putArray("tags").addObject().put("tag", "service").put("value", "shop");
        zabbix.make("trigger.create", trigger);
        zabbix.send(host, "used", "97");
    }

    private String whatWaits() {
        return "notes " + jdbc.sql("SELECT external_id, state, reason, attempts FROM write_back").query().listOfRows() + ", work "
            + jdbc.sql("SELECT stage, attempts, not_before, lease_until FROM work_item").query().listOfRows();
    }

    private JsonNode event(String id) throws Exception {
        return zabbix.call("event.get", "{\"eventids\":[\"" + id + "\"],\"output\":\"extend\",\"select_acknowledges\":\"extend\"}").path(0);
    }

    private List<Map<String, Object>> tickets(String host) {
        return jdbc.sql("SELECT id::text, external_id, body ->> 'title' AS title, status, priority, body ->> 'affectedSystem' AS system, "
            + "body ->> 'description' AS description, body ->> 'createdAt' AS created, body ->> 'labels' AS labels FROM ticket "
            + "WHERE connector = 'zabbix' AND body #>> '{labels,host}' = ?").param(host).query().listOfRows();
    }

    /** How each event about a host came in, in order. */
    private List<String> events(String host) {
        List<JsonNode> bodies = jdbc.sql("SELECT convert_from(payload, 'UTF8') FROM event WHERE connector = 'zabbix' ORDER BY received_at").query(String.class)
            .list().stream().map(this::read).toList();
        return bodies.stream().filter(body -> StreamSupport.stream(body.spliterator(), false).anyMatch(field -> field.asText().equals(host))
            || body.at("/hosts/0/host").asText().equals(host)).map(body -> body.has("event_value") ? "webhook" : "poll").toList();
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
