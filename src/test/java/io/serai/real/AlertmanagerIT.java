package io.serai.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.testing.HubTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A rule of a real Prometheus fires: its alert comes as a ticket through a real Alertmanager, and its end resolves the ticket. */
@HubTest
@Tag("real-systems")
@TestPropertySource(properties = "SERAI_ALERTMANAGER_HOOK_SECRET=Bearer a-secret-for-this-test")
class AlertmanagerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    int hub;
    @Autowired
    JdbcClient jdbc;
    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aRealAlertBecomesATicketAndItsEndResolvesIt() throws Exception {
        RealProcess.require("prometheus-alertmanager", "prometheus-alertmanager");
        RealProcess.require("prometheus", "prometheus");
        int alertmanagerPort = RealProcess.freePort();
        int prometheusPort = RealProcess.freePort();
        Files.writeString(folder.resolve("alertmanager.yml"), """
            route: {receiver: serai, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 1h}
            receivers:
              - name: serai
                webhook_configs:
                  - url: http://127.0.0.1:%d/hooks/alertmanager
                    send_resolved: true
                    http_config: {authorization: {type: Bearer, credentials: a-secret-for-this-test}}
            """.formatted(hub));
        Files.writeString(folder.resolve("prometheus.yml"), """
            global: {evaluation_interval: 1s}
            rule_files: [rules.yml]
            alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:%d']}]}]}
            """.formatted(alertmanagerPort));
        rule(97);
        try (RealProcess alertmanager = RealProcess.start(folder, "/usr/bin/prometheus-alertmanager", "--config.file=alertmanager.yml",
                 "--storage.path=alerts", "--web.listen-address=127.0.0.1:" + alertmanagerPort, "--cluster.listen-address=");
             RealProcess prometheus = RealProcess.start(folder, "/usr/bin/prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=metrics",
                 "--web.listen-address=127.0.0.1:" + prometheusPort, "--web.enable-lifecycle", "--rules.alert.resend-delay=1s")) {
            await().atMost(PATIENCE).until(() -> alertmanager.alive() && prometheus.alive() && !tickets().isEmpty());

            assertThat(tickets()).singleElement().satisfies(ticket -> {
                assertThat(ticket).containsEntry("title", "Disk of db-7 is nearly full").containsEntry("status", "open").containsEntry("priority", "critical");
                assertThat(ticket.get("labels").toString()).contains("db-7");
            });

            rule(42);
            reload(prometheusPort);
            await().atMost(PATIENCE).until(() -> tickets().get(0).get("status"), "resolved"::equals);
            assertThat(tickets()).hasSize(1);
        }
    }

    private void rule(int percent) throws IOException {
        Files.writeString(folder.resolve("rules.yml"), """
            groups:
              - name: disks
                rules:
                  - alert: DiskNearlyFull
                    expr: label_replace(vector(%d), "instance", "db-7", "", "") > 90
                    labels: {severity: critical, service: orders}
                    annotations: {summary: 'Disk of {{ $labels.instance }} is nearly full', description: 'It is {{ $value }} percent full.'}
            """.formatted(percent));
    }

    private void reload(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/-/reload")).timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.noBody()).build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    private List<Map<String, Object>> tickets() {
        return jdbc.sql("SELECT body ->> 'title' AS title, status, priority, body ->> 'labels' AS labels FROM ticket WHERE connector = 'alertmanager'")
            .query().listOfRows();
    }
}
