package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.ticket.Kind;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shapes that the three vendors send or answer beside those that were recorded; samples of our own. */
class VendorShapesTest extends Shapes {

    private static final AnyJson ANY_JSON = new AnyJson(List.of("id", "title", "name", "eventid", "event_id", "severity", "priority", "tags", "scopes",
        "hosts", "acknowledges", "result", "data", "attributes",
        "number", "short_description", "state", "impact", "status", "monitor", "org", "clock", "r_eventid", "caller_id", "body", "lastEvent", "events"),
        "\"[P2] [Triggered on {a:b}] @x- %%% {X.Y} $A : ::\"");

    @Test
    void datadogTriggerAndRecoveryOfOneCycleAreOneTicketWithOneTitle() {
        String body = """
            {"id":"%s","alert_cycle_key":"c1","alert_id":"42","alert_transition":"%s","alert_priority":"P1","alert_status":"$ALERT_STATUS",
             "event_title":"[P1] [%s on {host:web-07,service:nginx}] nginx is down","event_msg":"%%%%%%\\n@slack-ops down @ops@example.com\\n%%%%%%",
             "scopes":"host:web-07,service:nginx","tags":"monitor,env:prod","hostname":"$HOSTNAME","date":"1733929712000","last_updated":"%s"}""";
        Ticket trigger = one("datadog", body.formatted("1", "Triggered", "Triggered", "1733929712000"));
        Ticket recovery = one("datadog", body.formatted("2", "Recovered", "Recovered", "1733929812000"));
        assertThat(trigger.source().externalId()).isEqualTo(recovery.source().externalId()).isEqualTo("c1");
        assertThat(trigger.title()).isEqualTo(recovery.title()).isEqualTo("nginx is down");
        assertThat(trigger.status()).isEqualTo(TicketStatus.OPEN);
        assertThat(recovery.status()).isEqualTo(TicketStatus.RESOLVED);
        assertThat(trigger.priority()).isEqualTo(Priority.CRITICAL);
        assertThat(trigger.affectedSystem()).isEqualTo("web-07");
        assertThat(trigger.labels()).containsEntry("service", "nginx").containsEntry("env", "prod").containsEntry("tags", "monitor")
            .containsEntry("monitor_id", "42").doesNotContainValue("$HOSTNAME");
        assertThat(trigger.description()).isEqualTo("down");
        assertThat(recovery.updatedAt()).isEqualTo(Instant.ofEpochMilli(1733929812000L));
    }

    @Test
    void datadogsDefaultWebhookWithoutATransitionIsReadByItsTitleAndLink() {
        String body = """
            {"id":"%s","last_updated":"1733929712000","event_type":"metric_alert_monitor","title":"[%s] CPU is high","date":"1733929712000",
             "org":{"id":"1","name":"Inn"},"body":"See https://app.datadoghq.com/monitors/77?group=host for more"}""";
        Ticket trigger = one("datadog", body.formatted("1", "Re-Triggered"));
        Ticket recovery = one("datadog", body.formatted("2", "Recovered"));
        assertThat(trigger.source().externalId()).isEqualTo("77").isEqualTo(recovery.source().externalId());
        assertThat(List.of(trigger.status(), recovery.status())).containsExactly(TicketStatus.OPEN, TicketStatus.RESOLVED);
    }

    @Test
    void datadogEventsAndMonitorsOfBothApiVersionsAreRead() {
        List<Ticket> events = all("datadog", """
            {"data":[{"id":"AAAB","type":"event","attributes":{"message":"Disk is full","timestamp":"2026-11-20T10:00:00Z","tags":["host:db-3"],
              "attributes":{"title":"[Triggered] Disk","monitor":{"id":9,"name":"Disk","query":"avg:disk > 9"},"monitor_groups":["host:db-3"],
              "status":"error","timestamp":1795168800000}}}],"meta":{"page":{"after":"x"}}}""");
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.source().externalId()).isEqualTo("9|host:db-3");
            assertThat(event.priority()).isEqualTo(Priority.HIGH);
            assertThat(event.affectedSystem()).isEqualTo("db-3");
        });
        List<Ticket> monitors = all("datadog", """
            [{"id":5,"name":"CPU","type":"metric alert","query":"q","message":"m","overall_state":"Alert","priority":2,"tags":["team:a"],
              "created":"2026-11-20T10:00:00.000000+00:00","modified":"2026-11-20T11:00:00.000000+00:00"},
             {"id":6,"name":"RAM","query":"q","overall_state":"OK","priority":null,"created":"2026-11-20T10:00:00+00:00"}]""");
        assertThat(monitors).extracting(Ticket::status).containsExactly(TicketStatus.OPEN, TicketStatus.RESOLVED);
        assertThat(monitors).extracting(Ticket::priority).containsExactly(Priority.HIGH, Priority.LOW);
        assertThat(monitors.get(0).updatedAt()).isEqualTo(Instant.parse("2026-11-20T11:00:00Z"));
        assertThat(all("datadog", "{\"events\":[]}")).isEmpty();
    }

    @Test
    void zabbixWebhookOfProblemAndRecoveryShareTheEventsId() {
        String body = """
            {"event_id":"901","event_value":"%s","event_name":"nginx is down on web-07","event_nseverity":"4","event_severity":"Sehr wichtig",
             "host_host":"web-07","host_name":"Web 7","host_ip":"10.0.0.7","trigger_id":"20041","event_tags":"[{\\"tag\\":\\"service\\",\\"value\\":\\"nginx\\"}]",
             "event_opdata":"{EVENT.OPDATA}","event_clock":"1733929712","recovery_clock":"1733929912","message":"Down"}""";
        Ticket problem = one("zabbix", body.formatted("1"));
        Ticket recovery = one("zabbix", body.formatted("0"));
        assertThat(problem.source().externalId()).isEqualTo(recovery.source().externalId()).isEqualTo("901");
        assertThat(List.of(problem.status(), recovery.status())).containsExactly(TicketStatus.OPEN, TicketStatus.RESOLVED);
        assertThat(problem.priority()).as("by number, whatever the administrator calls it").isEqualTo(Priority.HIGH);
        assertThat(problem.affectedSystem()).isEqualTo("Web 7");
        assertThat(problem.labels()).containsEntry("service", "nginx").containsEntry("host", "web-07").doesNotContainKey("opdata");
        assertThat(recovery.updatedAt()).isAfter(problem.updatedAt());
    }

    @Test
    void zabbixMacrosThatWereNotResolvedAreAbsent() {
        Ticket ticket = one("zabbix", """
            {"event_id":901,"event_name":"Down","event_nseverity":"{EVENT.NSEVERITY}","event_tags":"{EVENT.TAGSJSON}","host_name":"*UNKNOWN*",
             "event_value":"{EVENT.VALUE}","message":"{ALERT.MESSAGE}"}""");
        assertThat(ticket.priority()).isEqualTo(Priority.MEDIUM);
        assertThat(ticket.affectedSystem()).isNull();
        assertThat(ticket.description()).isNull();
        assertThat(ticket.createdAt()).isEqualTo(RECEIVED);
    }

    @Test
    void anErrorOfJsonRpcAndARecordWithoutIdSayWhatIsMissing() {
        assertThat(faults("zabbix", "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32602,\"message\":\"x\",\"data\":\"secret words\"},\"id\":1}"))
            .singleElement().asString().contains("Zabbix answered an error, code -32602").doesNotContain("secret");
        assertThat(faults("zabbix", "{\"name\":\"Down\"}")).singleElement().asString().contains("no eventid, so updates and the recovery could not be matched");
        assertThat(faults("datadog", "{\"id\":\"1\"}")).singleElement().asString().contains("neither title nor name");
        assertThat(faults("servicenow", "{\"short_description\":\"x\"}")).singleElement().asString().contains("neither number nor sys_id");
        assertThat(faults("servicenow", "[{\"number\":\"INC1\",\"short_description\":\"x\"},{\"number\":\"INC2\"}]"))
            .singleElement().asString().startsWith("record 2: ").contains("neither short_description nor description");
        assertThat(faults("servicenow", "\"text\"")).singleElement().asString().contains("no JSON object");
    }

    @Test
    void serviceNowRecordsWithDisplayValuesOrBothAreReadAlike() {
        Ticket display = one("servicenow", """
            {"result":[{"number":"INC7","short_description":"VPN","priority":"1 - Critical","state":"On Hold","caller_id":{"display_value":"Ida Brunner",
             "link":"https://x/api"},"assigned_to":"Max","cmdb_ci":{"display_value":"vpn-gw-1"},"sys_created_on":"2026-11-20 08:00:00","sys_class_name":"Incident"}]}""");
        Ticket both = one("servicenow", """
            {"number":{"display_value":"INC7","value":"INC7"},"short_description":{"display_value":"VPN","value":"VPN"},
             "priority":{"display_value":"1 - Critical","value":"1"},"state":{"display_value":"On Hold","value":"3"},
             "caller_id":{"display_value":"Ida Brunner","value":"0123456789abcdef0123456789abcdef"},"sys_class_name":{"display_value":"Incident","value":"incident"},
             "cmdb_ci":{"display_value":"vpn-gw-1","value":"0123456789abcdef0123456789abcdef"},"opened_at":{"display_value":"20.11.2026","value":"2026-11-20 08:00:00"}}""");
        assertThat(List.of(display, both)).allSatisfy(ticket -> {
            assertThat(ticket.priority()).isEqualTo(Priority.CRITICAL);
            assertThat(ticket.status()).isEqualTo(TicketStatus.PENDING);
            assertThat(ticket.requester().name()).isEqualTo("Ida Brunner");
            assertThat(ticket.affectedSystem()).isEqualTo("vpn-gw-1");
            assertThat(ticket.createdAt()).isEqualTo(Instant.parse("2026-11-20T08:00:00Z"));
        });
    }

    @Test
    void theSourcesVersionAndLastEditorAreKnownAndNoTagCanFeignThem() {
        Ticket incident = one("servicenow", """
            {"number":"INC1","short_description":"x","sys_mod_count":"7","sys_updated_by":"serai","opened_at":"2026-11-20 08:00:00",
             "sys_updated_on":"2026-11-20 09:00:00"}""");
        assertThat(incident.labels()).containsEntry("sourceVersion", "7").containsEntry("updatedBy", "serai").doesNotContainKey(Ticket.OWN_UPDATE);
        Ticket alert = one("datadog", "{\"id\":\"1\",\"title\":\"x\",\"tags\":\"ownUpdate:true,sourceVersion:9,updatedBy:serai,a:b\"}");
        assertThat(alert.labels()).containsEntry("a", "b").doesNotContainKeys("sourceVersion", "updatedBy", Ticket.OWN_UPDATE);
    }

    @Test
    void anUpdateUnderOurOwnUserIsMarkedAndARecordThatItOpenedIsNot() {
        Connector connector = ConnectorBuilder.connector("servicenow", "servicenow-incident-action").ownUser("serai").build();
        String json = """
            [{"source":{"externalId":"INC1"},"title":"x","priority":"low","status":"open","updatedBy":"serai","createdAt":"2026-11-20 08:00:00","updatedAt":"%s"}]""";
        assertThat(new ReadTickets().read(json.formatted("2026-11-20 09:00:00"), connector, RECEIVED).get(0).label(Ticket.OWN_UPDATE)).isPresent();
        assertThat(new ReadTickets().read(json.formatted("2026-11-20 08:00:00"), connector, RECEIVED).get(0).label(Ticket.OWN_UPDATE)).isEmpty();
    }

    @Test
    void serviceNowClassesHaveTheirOwnStates() {
        assertThat(one("servicenow", "{\"number\":\"CHG1\",\"short_description\":\"x\",\"state\":\"-2\",\"priority\":\"4\"}"))
            .satisfies(ticket -> assertThat(ticket.kind()).isEqualTo(Kind.CHANGE)).extracting(Ticket::status).isEqualTo(TicketStatus.PENDING);
        assertThat(one("servicenow", "{\"number\":\"PRB1\",\"short_description\":\"x\",\"state\":\"106\",\"priority\":\"4\"}"))
            .satisfies(ticket -> assertThat(ticket.kind()).isEqualTo(Kind.PROBLEM)).extracting(Ticket::status).isEqualTo(TicketStatus.RESOLVED);
        assertThat(one("servicenow", "{\"number\":\"RITM1\",\"short_description\":\"x\",\"state\":\"3\",\"priority\":\"4\"}"))
            .satisfies(ticket -> assertThat(ticket.kind()).isEqualTo(Kind.REQUEST)).extracting(Ticket::status).isEqualTo(TicketStatus.CLOSED);
    }

    /** TRUST S4: what a ticket says stays text. */
    @Test
    void expressionsAndPlaceholdersInATicketStayText() {
        for (String hostile : List.of("${sys.env.PATH}", "${bean:x}", "{{env:PATH}}", "\\\\(1+1)", "$ENV.PATH", "#{T(java.lang.Runtime)}", "%s%n")) {
            String plain = hostile.replace("\\\\", "\\");
            assertThat(one("datadog", "{\"id\":\"1\",\"title\":\"x " + hostile + "\",\"alert_transition\":\"Triggered\"}").title()).isEqualTo("x " + plain);
            assertThat(one("zabbix", "{\"eventid\":\"1\",\"name\":\"x " + hostile + "\"}").title()).isEqualTo("x " + plain);
            assertThat(one("servicenow", "{\"number\":\"INC1\",\"short_description\":\"x " + hostile + "\"}").title()).isEqualTo("x " + plain);
        }
    }

    /** TRUST S28 in small: any JSON at all becomes tickets or a sentence, and no exception. */
    @Test
    void anyJsonBecomesTicketsOrASentence() {
        Random random = new Random(42);
        for (int i = 0; i < 1_500; i++) {
            String json = ANY_JSON.next(random);
            for (String connector : List.of("datadog", "zabbix", "servicenow")) {
                List<String> told = new ArrayList<>();
                connector(connector).normalize(json, RECEIVED, ticket -> told.add(ticket.title()), told::add);
                assertThat(told).allSatisfy(words -> assertThat(words).isNotBlank().doesNotContain("fails on it"));
            }
        }
    }
}
