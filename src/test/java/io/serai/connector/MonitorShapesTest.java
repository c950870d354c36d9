package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.HomeFiles;
import io.serai.ticket.Kind;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Shapes that monitors and a service desk send or answer beside those that were recorded; samples of our own. */
class MonitorShapesTest extends Shapes {

    private static final AnyJson ANY_JSON = new AnyJson(List.of("alerts", "labels", "annotations", "status", "fingerprint", "commonLabels", "alertname",
        "summary", "startsAt", "endsAt", "state", "severity",
        "instance", "host", "results", "AlertObjectID", "AlertActiveID", "Name", "Severity", "EventType", "EventID", "Message", "event_type",
        "TimeStamp", "Acknowledged",
        "entries", "values", "Incident Number", "Description", "Status", "Urgency", "Impact", "Priority",
        "request", "requests", "id", "subject", "priority", "name", "internal_name", "requester", "value", "description"),
        "\"[<b>x</b>] ${N=Alerting;M=X} &amp; ]: : :: <no value>\"");

    /** As search of events answers it. */
    @Test
    void datadogsFetchedEventHasTheCycleOfItsAlertAndTheIdOfItsWebhook() {
        String event = """
            {"data":[{"id":"AwAAAZwPibz4aDY7WwAAABhBWndQ","type":"event","attributes":{"tags":["host.name:inn-012","monitor","source:alert"],
             "message":"%%%%%%\\nToo many errors\\n\\nLess than **1.0** log events matched.\\n\\n- - -\\n\\n[[Monitor Status](https://app.datadoghq.com/monitors/9821)]\\n%%%%%%",
             "attributes":{"aggregation_key":"0f8c","evt":{"id":"8481292148889028556","type":"log_alert"},"service":"undefined","status":"%s","priority":"normal",
              "timestamp":1769787211000,"monitor_id":9821,"monitor_groups":["@host.name:inn-012"],"title":"%s",
              "monitor":{"id":9821,"name":"Too many errors","priority":%s,"query":"logs(1)","alert_cycle_key_txt":"8481287114256648019","groups":["@host.name:inn-012"],
               "result":{"alert_url":"/monitors/9821?event_id=8481292148889028556"},
               "transition":{"source_state":"Warn","destination_state":"%s","transition_type":"%s"}}}}}],"meta":{"page":{"after":"x"}}}""";
        Ticket over = one("datadog", event.formatted("success", "[Recovered on {@host.name:inn-012}] Too many errors", "0", "OK", "warning recovery"));
        assertThat(over.source().externalId()).isEqualTo("8481287114256648019");
        assertThat(over.status()).isEqualTo(TicketStatus.RESOLVED);
        assertThat(over.kind()).isEqualTo(Kind.ALERT);
        assertThat(over.title()).isEqualTo("Too many errors");
        assertThat(over.affectedSystem()).as("the word undefined is no service").isNull();
        assertThat(over.label("event_id")).contains("8481292148889028556");
        assertThat(over.source().url()).isEqualTo("https://app.datadoghq.com/monitors/9821?event_id=8481292148889028556");
        assertThat(over.updatedAt()).isEqualTo(Instant.ofEpochMilli(1769787211000L));
        Ticket untitled = one("datadog", event.formatted("success", "Too many errors", "0", "OK", "warning recovery"));
        assertThat(untitled.status()).as("told by the transition alone").isEqualTo(TicketStatus.RESOLVED);
        Ticket warned = one("datadog", event.formatted("warn", "Too many errors", "0", "Warn", "warning"));
        assertThat(warned.status()).isEqualTo(TicketStatus.OPEN);
        assertThat(warned.priority()).as("a monitor's priority 0 is none").isEqualTo(Priority.MEDIUM);
        assertThat(one("datadog", event.formatted("error", "Too many errors", "4", "Alert", "alert")).priority()).isEqualTo(Priority.LOW);
        Ticket keyed = one("datadog", event.formatted("error", "Too many errors", "4", "Alert", "alert").replace("alert_cycle_key_txt", "other"));
        assertThat(keyed.source().externalId()).as("as a webhook without the key").isEqualTo("9821|@host.name:inn-012");
    }

    @Test
    void alertmanagersGroupIsOneTicketAnAlert() {
        List<Ticket> tickets = all("alertmanager", """
            {"version":"4","groupKey":"{}:{alertname=\\"InstanceDown\\"}","truncatedAlerts":0,"status":"firing","receiver":"serai","groupLabels":{"alertname":"InstanceDown"},
             "commonLabels":{"alertname":"InstanceDown","severity":"page"},"commonAnnotations":{},"externalURL":"http://am:9093","unknown":{"x":[1]},"alerts":[
             {"status":"firing","labels":{"alertname":"InstanceDown","severity":"page","instance":"web-07:9100","job":"node"},"fingerprint":"aaaa000011112222",
              "annotations":{"summary":"web-07 is down","description":"No scrape for 5 min","runbook_url":"https://wiki/down"},"startsAt":"2026-11-21T05:00:00.123456789Z",
              "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prom:9090/graph?g0.expr=up"},
             {"status":"resolved","labels":{"alertname":"InstanceDown","severity":"warning","instance":"[2001:db8::1]:9100"},"fingerprint":"bbbb000011112222",
              "annotations":null,"startsAt":"2026-11-21T04:00:00+01:00","endsAt":"2026-11-21T05:30:00Z","generatorURL":""}]}""");
        assertThat(tickets).hasSize(2);
        Ticket firing = tickets.get(0);
        assertThat(firing.source().externalId()).isEqualTo("aaaa000011112222");
        assertThat(firing.source().url()).isEqualTo("http://prom:9090/graph?g0.expr=up");
        assertThat(firing.title()).isEqualTo("web-07 is down");
        assertThat(firing.description()).isEqualTo("No scrape for 5 min\n\nrunbook_url: https://wiki/down");
        assertThat(firing.priority()).isEqualTo(Priority.CRITICAL);
        assertThat(firing.status()).isEqualTo(TicketStatus.OPEN);
        assertThat(firing.affectedSystem()).isEqualTo("web-07");
        assertThat(firing.updatedAt()).isEqualTo(Instant.parse("2026-11-21T05:00:00.123456789Z"));
        assertThat(firing.labels()).containsEntry("host", "web-07").containsEntry("service", "node").containsEntry("instance", "web-07:9100")
            .containsEntry("alertname", "InstanceDown").containsEntry("runbook", "https://wiki/down").containsEntry("receiver", "serai");
        Ticket resolved = tickets.get(1);
        assertThat(resolved.title()).isEqualTo("InstanceDown");
        assertThat(resolved.status()).as("the alert's own status counts, not the group's").isEqualTo(TicketStatus.RESOLVED);
        assertThat(resolved.priority()).isEqualTo(Priority.MEDIUM);
        assertThat(resolved.affectedSystem()).isEqualTo("2001:db8::1");
        assertThat(resolved.source().url()).isEqualTo("http://am:9093");
        assertThat(List.of(resolved.createdAt(), resolved.updatedAt())).containsExactly(Instant.parse("2026-11-21T03:00:00Z"), Instant.parse("2026-11-21T05:30:00Z"));
        assertThat(all("alertmanager", "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[]}")).isEmpty();
    }

    @Test
    void anAlertWithoutFingerprintIsKnownByItsLabelsInWhateverOrder() {
        String alert = "{\"status\":\"%s\",\"labels\":{%s},\"startsAt\":\"2026-11-21T05:00:00Z\",\"endsAt\":null}";
        Ticket firing = one("alertmanager", alert.formatted("firing", "\"job\":\"node\",\"alertname\":\"Down\""));
        Ticket resolved = one("alertmanager", alert.formatted("resolved", "\"alertname\":\"Down\",\"job\":\"node\""));
        assertThat(firing.source().externalId()).isEqualTo("alertname=Down,job=node").isEqualTo(resolved.source().externalId());
        assertThat(List.of(firing.status(), resolved.status())).containsExactly(TicketStatus.OPEN, TicketStatus.RESOLVED);
        assertThat(firing.updatedAt()).isEqualTo(resolved.updatedAt());
    }

    @Test
    void alertsOfAlertmanagersOwnListAreRead() {
        List<Ticket> tickets = all("alertmanager", """
            [{"fingerprint":"aaaa000011112222","labels":{"alertname":"Disk","severity":"<no value>","host":"db-3","priority":2},"annotations":{"summary":"<no value>"},
              "status":{"state":"suppressed","silencedBy":["x"],"inhibitedBy":[]},"startsAt":"2026-11-21T05:00:00Z","endsAt":"2026-11-21T07:00:00Z"}]""");
        assertThat(tickets).singleElement().satisfies(ticket -> {
            assertThat(ticket.title()).isEqualTo("Disk");
            assertThat(ticket.status()).isEqualTo(TicketStatus.OPEN);
            assertThat(ticket.priority()).isEqualTo(Priority.HIGH);
            assertThat(ticket.labels()).containsEntry("suppressed", "true").doesNotContainKey("severity");
            assertThat(ticket.updatedAt()).as("the end of an alert that fires is a guess").isEqualTo(Instant.parse("2026-11-21T05:00:00Z"));
        });
    }

    @Test
    void solarWindsTriggerAndResetOfOneAlertAreOneTicketWithOneTitle() {
        String body = """
            {"event_type":"%s","AlertObjectID":"81","AlertActiveID":"${N=Alerting;M=AlertActiveID}","AlertName":"Node is down","AlertMessage":"%s","Severity":"Critical",
             "NodeName":"web-07","EntityCaption":"web-07","EntityType":"Orion.Nodes","IPAddress":"10.0.0.7","AlertTriggerTime":"21.11.2026 05:00"}""";
        Ticket trigger = one("solarwinds", body.formatted("triggered", "Node web-07 is Down."));
        Ticket reset = one("solarwinds", body.formatted("reset", "Node web-07 is Up."));
        assertThat(trigger.source().externalId()).isEqualTo(reset.source().externalId()).isEqualTo("81");
        assertThat(trigger.title()).isEqualTo(reset.title()).isEqualTo("Node is down");
        assertThat(List.of(trigger.status(), reset.status())).containsExactly(TicketStatus.OPEN, TicketStatus.RESOLVED);
        assertThat(trigger.priority()).isEqualTo(Priority.CRITICAL);
        assertThat(trigger.affectedSystem()).isEqualTo("web-07");
        assertThat(trigger.description()).isEqualTo("Node web-07 is Down.");
        assertThat(trigger.createdAt()).as("a time in words of some country is none").isEqualTo(RECEIVED);
        assertThat(trigger.labels()).containsEntry("host", "web-07").containsEntry("host_ip", "10.0.0.7").doesNotContainKey("alert_active_id");
    }

    @Test
    void solarWindsHistoryTellsWhatHappenedToAnAlertAndWhoDidIt() {
        List<Ticket> tickets = all("solarwinds", """
            {"results":[
             {"AlertHistoryID":1,"EventType":0,"TimeStamp":"2026-11-21T05:00:00.1000000Z","AlertObjectID":81,"Name":"Node is down","Severity":3,"AccountID":null,
              "LastTriggeredDateTime":"2026-11-21T05:00:00.0000000Z"},
             {"AlertHistoryID":2,"EventType":2,"TimeStamp":"2026-11-21T05:01:00.1000000","AlertObjectID":"81","Name":"Node is down","Severity":"3","AccountID":"serai",
              "LastTriggeredDateTime":"2026-11-21T05:00:00.0000000"},
             {"AlertHistoryID":3,"EventType":1,"TimeStamp":"2026-11-21T05:02:00Z","AlertObjectID":81,"Name":"Node is down","Severity":4,
              "LastTriggeredDateTime":"2026-11-21T05:09:00Z"}]}""");
        assertThat(tickets).extracting(Ticket::status).containsExactly(TicketStatus.OPEN, TicketStatus.IN_PROGRESS, TicketStatus.RESOLVED);
        assertThat(tickets).extracting(Ticket::priority).containsExactly(Priority.HIGH, Priority.HIGH, Priority.LOW);
        assertThat(tickets.get(1).labels()).containsEntry("updatedBy", "serai").containsEntry("sourceVersion", "2");
        assertThat(tickets.get(1).updatedAt()).isEqualTo(Instant.parse("2026-11-21T05:01:00.1Z")).isAfter(tickets.get(1).createdAt());
        assertThat(tickets.get(2).updatedAt()).as("it was triggered again since").isEqualTo(Instant.parse("2026-11-21T05:02:00Z"));
        assertThat(one("solarwinds", "{\"EventID\":9,\"EventType\":5001,\"Message\":\"Reset\",\"EventTime\":\"2026-11-21T05:02:00.17\"}").status())
            .isEqualTo(TicketStatus.RESOLVED);
    }

    @Test
    void serviceDeskRequestsAreReadWithReferencesWordsOrNothing() {
        Ticket full = one("manageengine", """
            {"request":{"id":"501","display_id":"42","subject":"VPN is slow","description":"<div>It is <b>slow</b> &amp; drops.<br/>Since 9&nbsp;am</div>",
             "status":{"name":"Wird bearbeitet","internal_name":"In Progress","in_progress":true},"priority":null,"urgency":{"name":"Urgent"},"impact":{"name":"Affects Business"},
             "requester":{"name":"Ida Brunner","email_id":"ida@example.com","phone":null,"mobile":"0790"},"technician":{"name":"Max"},"is_service_request":false,
             "request_type":{"name":"Incident"},"category":{"name":"VPN"},"assets":[{"id":"1","name":"vpn-gw-1"}],"group":{"name":"Network"},
             "created_time":{"display_value":"Jun 24","value":"1593000300533"},"last_updated_time":{"value":1593011177803},"due_by_time":null,
             "resolution":{"content":"<p>Restarted</p>"}},"response_status":{"status_code":2000,"status":"success"}}""");
        assertThat(full.source().externalId()).isEqualTo("501");
        assertThat(full.description()).isEqualTo("It is slow & drops.\nSince 9 am");
        assertThat(full.status()).as("by the internal name, whatever the administrator calls it").isEqualTo(TicketStatus.IN_PROGRESS);
        assertThat(full.priority()).isEqualTo(Priority.CRITICAL);
        assertThat(full.requester()).isEqualTo(new Ticket.Requester("Ida Brunner", "ida@example.com", "0790"));
        assertThat(full.assignee()).isEqualTo("Max");
        assertThat(full.affectedSystem()).isEqualTo("vpn-gw-1");
        assertThat(full.stepsTaken()).isEqualTo("Restarted");
        assertThat(full.labels()).containsEntry("display_id", "42").containsEntry("assignment_group", "Network").containsEntry("host", "vpn-gw-1");
        assertThat(List.of(full.createdAt(), full.updatedAt())).containsExactly(Instant.ofEpochMilli(1593000300533L), Instant.ofEpochMilli(1593011177803L));
        Ticket words = one("manageengine", """
            {"id":501,"subject":"VPN is slow","status":"Closed","priority":"P2","technician":"${request.technician}","requester":"Ida Brunner"}""");
        assertThat(words.source().externalId()).isEqualTo("501");
        assertThat(words.status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(words.priority()).isEqualTo(Priority.HIGH);
        assertThat(words.assignee()).isNull();
        assertThat(words.requester().name()).isEqualTo("Ida Brunner");
        assertThat(all("manageengine", "{\"requests\":[],\"list_info\":{\"has_more_rows\":false}}")).isEmpty();
    }

    @Test
    void bmcRecordsAreReadWithTheWeightsAndStatesOfTheirForm() {
        String entry = "{\"entries\":[{\"values\":{%s,\"Description\":\"It is slow\",\"Assignee\":\" \",\"HPD_CI\":\"web-07\",\"x\":{\"y\":[1]}},\"_links\":{}}]}";
        Ticket words = one("bmc-remedy", entry.formatted("\"Incident Number\":\"INC1\",\"Status\":\"In Progress\",\"Urgency\":\"1-Critical\",\"Impact\":\"3-Moderate/Limited\""));
        assertThat(words.priority()).isEqualTo(Priority.HIGH);
        assertThat(words.status()).isEqualTo(TicketStatus.IN_PROGRESS);
        assertThat(words.affectedSystem()).isEqualTo("web-07");
        assertThat(words.assignee()).isNull();
        Ticket numbers = one("bmc-remedy", entry.formatted("\"Incident Number\":\"INC1\",\"Status\":5,\"Priority\":0,\"Modified Date\":\"2026-11-20T10:00:00.000+0000\""));
        assertThat(numbers.priority()).isEqualTo(Priority.CRITICAL);
        assertThat(numbers.status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(numbers.updatedAt()).isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(one("bmc-remedy", entry.formatted("\"Infrastructure Change ID\":\"CRQ1\",\"Status\":\"Request For Authorization\"")).kind()).isEqualTo(Kind.CHANGE);
    }

    @Test
    void whatCannotBeReadIsSaidAndTheOthersAreRead() {
        List<Ticket> tickets = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        connector("alertmanager").normalize("{\"alerts\":[{\"status\":\"firing\",\"annotations\":{\"summary\":\"x\"}},null,{\"labels\":{\"alertname\":\"Up\"}}]}",
            RECEIVED, tickets::add, faults::add);
        assertThat(tickets).extracting(Ticket::title).containsExactly("Up");
        assertThat(faults).singleElement().asString().contains("record 1: cannot be read as a record of alertmanager: neither fingerprint nor labels")
            .contains("record 2: cannot be read as a record of alertmanager: no JSON object");
        faults.clear();
        connector("solarwinds").normalize("{\"Name\":\"Down\"}", RECEIVED, tickets::add, faults::add);
        connector("solarwinds").normalize("{\"AlertObjectID\":1}", RECEIVED, tickets::add, faults::add);
        connector("manageengine").normalize("{\"subject\":\"Down\"}", RECEIVED, tickets::add, faults::add);
        connector("manageengine").normalize("{\"response_status\":[{\"status\":\"failed\"}]}", RECEIVED, tickets::add, faults::add);
        assertThat(faults).hasSize(4).anyMatch(fault -> fault.contains("neither AlertObjectID nor EventID")).anyMatch(fault -> fault.contains("neither Name nor Message"))
            .anyMatch(fault -> fault.contains("no id, so updates")).anyMatch(fault -> fault.contains("no request"));
    }

    @Test
    void alertmanagerProvesItselfByTheWholeAuthorizationHeader() {
        Connector connector = ConnectorFiles.read(new HomeFiles(Path.of("").toAbsolutePath()),
            name -> name.equals("SERAI_ALERTMANAGER_HOOK_SECRET") ? Optional.of("Bearer l0ng") : Optional.empty()).find("alertmanager").orElseThrow();
        Predicate<List<String>> letIn = values -> connector.streams().hook().proof().verify(
            new SenderProof.Request(name -> name.equals("authorization") ? values : List.of(), new byte[0]), Instant.EPOCH) == SenderProof.Verdict.PROVEN;
        assertThat(letIn).accepts(List.of("Bearer l0ng")).rejects(List.of("l0ng"), List.of("Bearer l0ng", "Bearer l0ng"));
    }

    /** TRUST S4: what a ticket says stays text. */
    @Test
    void expressionsAndPlaceholdersInATicketStayText() {
        for (String hostile : List.of("${sys.env.PATH}", "${bean:x}", "{{env:PATH}}", "$ENV.PATH", "#{T(java.lang.Runtime)}", "%s%n")) {
            assertThat(one("alertmanager", "{\"labels\":{\"alertname\":\"x " + hostile + "\"}}").title()).isEqualTo("x " + hostile);
            assertThat(one("solarwinds", "{\"AlertObjectID\":1,\"Name\":\"x " + hostile + "\"}").title()).isEqualTo("x " + hostile);
            assertThat(one("manageengine", "{\"id\":1,\"subject\":\"x " + hostile + "\"}").title()).isEqualTo("x " + hostile);
        }
    }

    /** TRUST S28 in small: any JSON at all becomes tickets or a sentence, and no exception. */
    @Test
    void anyJsonBecomesTicketsOrASentence() {
        Random random = new Random(42);
        for (int i = 0; i < 1_000; i++) {
            String json = ANY_JSON.next(random);
            for (String connector : List.of("alertmanager", "solarwinds", "manageengine", "bmc-remedy")) {
                List<String> told = new ArrayList<>();
                connector(connector).normalize(json, RECEIVED, ticket -> told.add(ticket.title()), told::add);
                assertThat(told).as(json).allSatisfy(words -> assertThat(words).isNotBlank().doesNotContain("fails on it"));
            }
        }
    }

    @Test
    void aServiceDeskRequestLinksToWhereItIsShown() {
        String request = "{\"request\":{\"id\":\"100000000006655065\",\"subject\":\"No paper\"}}";
        assertThat(desk(request, Map.of("SERAI_MANAGEENGINE_URL", "https://desk.example.com")).source().url())
            .isEqualTo("https://desk.example.com/WorkOrder.do?woMode=viewWO&woID=100000000006655065");
        assertThat(desk(request, Map.of("SERAI_MANAGEENGINE_URL", "https://sdpondemand.manageengine.eu/app/itdesk", "SERAI_MANAGEENGINE_API", "cloud")).source().url())
            .isEqualTo("https://sdpondemand.manageengine.eu/app/itdesk/ui/requests/100000000006655065/details");
    }

    private static Ticket desk(String json, Map<String, String> environment) {
        List<Ticket> tickets = new ArrayList<>();
        try (NormalizeText connector = NormalizeText.with(new HomeFiles(Path.of("").toAbsolutePath()), "manageengine", name -> Optional.ofNullable(environment.get(name)))) {
            connector.normalize(json, RECEIVED, tickets::add, fault -> {
                throw new AssertionError(fault);
            });
        }
        assertThat(tickets).hasSize(1);
        return tickets.get(0);
    }
}
