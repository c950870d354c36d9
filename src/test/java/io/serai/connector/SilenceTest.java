package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.SeraiApplication;
import io.serai.testing.TestDatabase;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A source that stopped says so until it runs, however it was stopped, and over restarts of the hub. */
class SilenceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOTIFY = "file:routes/connector-*-alarm.camel.yaml,file:routes/policy-return-to-queue.camel.yaml,"
        + "file:routes/work-record-failure.camel.yaml,file:src/main/resources/demo/routes/*.camel.yaml";
    private static final String POLL = ",file:routes/connector-poll-records.camel.yaml,file:routes/policy-repeat-poll.camel.yaml";
    private static final AtomicInteger HUBS = new AtomicInteger();

    private final AlarmReceiver receiver = new AlarmReceiver();
    private final List<ConfigurableApplicationContext> hubs = new ArrayList<>();
    private String database;

    @BeforeEach
    void freshDatabase() {
        database = TestDatabase.fresh();
    }

    @AfterEach
    void close() {
        hubs.forEach(ConfigurableApplicationContext::close);
        receiver.close();
    }

    /** Hawtio shows and stops the poll's route; the kamelet's own can be stopped by code only. */
    @Test
    void aSourceStoppedByWhateverMeansIsSilentUntilItRuns() throws Exception {
        ConfigurableApplicationContext hub = start(true);
        polls(hub, "zabbix");
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        ObjectName route = jmx.queryNames(new ObjectName("org.apache.camel:type=routes,name=\"connector-poll-zabbix\",*"), null).stream()
            .filter(name -> isOf(jmx, name, hub)).findFirst().orElseThrow();
        RouteController routes = hub.getBean(CamelContext.class).getRouteController();
        silentBetween(hub, () -> jmx.invoke(route, "stop", new Object[0], new String[0]), () -> jmx.invoke(route, "start", new Object[0], new String[0]));
        silentBetween(hub, () -> {
            routes.stopRoute("connector-zabbix-source");
            return null;
        }, () -> {
            routes.startRoute("connector-zabbix-source");
            return null;
        });
        silentBetween(hub, () -> {
            routes.suspendRoute("connector-zabbix-source");
            return null;
        }, () -> {
            routes.resumeRoute("connector-zabbix-source");
            return null;
        });
    }

    private void silentBetween(ConfigurableApplicationContext hub, Callable<?> stop, Callable<?> start) throws Exception {
        polls(hub, "zabbix");
        stop.call();
        await().atMost(PATIENCE).until(() -> alarms(hub, "zabbix"), Set.of(Alarm.SILENT)::equals);
        await().atMost(PATIENCE).until(() -> alarms(hub, "servicenow").isEmpty());
        start.call();
        await().atMost(PATIENCE).until(() -> silences("zabbix"), List.of("silent raised", "silent over")::equals);
    }

    @Test
    void aSourceWhoseConsumerDiedIsSilentOverRestartsUntilItRuns() throws Exception {
        ConfigurableApplicationContext first = start(true);
        polls(first, "servicenow");
        first.getBean(CamelContext.class).getComponent("quartz", QuartzComponent.class).getScheduler().standby();
        await().atMost(PATIENCE).until(() -> silences("servicenow"), List.of("silent raised")::equals);
        String raisedAt = raisedAt(first);
        first.close();

        ConfigurableApplicationContext without = start(false);
        await().atMost(PATIENCE).until(() -> alarms(without, "servicenow").contains(Alarm.SILENT));
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> alarms(without, "servicenow").contains(Alarm.SILENT));
        assertThat(raisedAt(without)).as("it is the same alarm").isEqualTo(raisedAt);
        assertThat(without.getBean(ConnectorStates.class).of("servicenow").view().lastSuccess()).as("what an earlier process knew").isNotNull();
        without.close();
        assertThat(silences("servicenow")).containsExactly("silent raised");

        ConfigurableApplicationContext last = start(true);
        await().atMost(PATIENCE).until(() -> silences("servicenow"), List.of("silent raised", "silent over")::equals);
        await().atMost(PATIENCE).until(() -> alarms(last, "servicenow").isEmpty());
    }

    @Test
    void aSourceThatNeverPolledIsSilentButNotWhenAPersonPausedItAndHasItsTimeAfterwards() {
        ConfigurableApplicationContext hub = start(false);
        await().atMost(PATIENCE).until(() -> alarms(hub, "zabbix"), Set.of(Alarm.SILENT)::equals);
        await().atMost(PATIENCE).until(() -> silences("zabbix"), List.of("silent raised")::equals);
        Pauses pauses = hub.getBean(Pauses.class);
        pauses.add("zabbix", "admin", null);
        await().atMost(PATIENCE).until(() -> silences("zabbix"), List.of("silent raised", "silent over")::equals);
        hub.getBean(PollWatchStore.class).resumed("zabbix");
        pauses.remove("zabbix");
        await().during(Duration.ofMillis(1_000)).atMost(PATIENCE).until(() -> alarms(hub, "zabbix").isEmpty());
        await().atMost(PATIENCE).until(() -> silences("zabbix"), List.of("silent raised", "silent over", "silent raised")::equals);
    }

    private List<String> silences(String connector) {
        return receiver.taken(connector).stream().filter(told -> told.startsWith("silent ")).toList();
    }

    private static boolean isOf(MBeanServer jmx, ObjectName route, ConfigurableApplicationContext hub) {
        try {
            return hub.getBean(CamelContext.class).getName().equals(jmx.getAttribute(route, "CamelId"));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String raisedAt(ConfigurableApplicationContext hub) {
        return hub.getBean(JdbcClient.class).sql("SELECT raised_at::text FROM connector_alarm WHERE connector = 'servicenow' AND alarm = 'silent'")
            .query(String.class).single();
    }

    private static Set<Alarm> alarms(ConfigurableApplicationContext hub, String connector) {
        return hub.getBean(RaiseAlarms.class).of(connector);
    }

    /** What a slow start may have raised is over, told and forgotten. */
    private void polls(ConfigurableApplicationContext hub, String connector) {
        await().atMost(PATIENCE).until(() -> hub.getBean(ConnectorStates.class).of(connector).lastGoodPoll().isPresent());
        await().atMost(PATIENCE).until(() -> alarms(hub, connector).isEmpty() && hub.getBean(JdbcClient.class).sql("SELECT count(*) FROM work_item")
            .query(Long.class).single() == 0);
        if (silences(connector).size() % 2 == 0) {
            receiver.clear();
        }
    }

    /** A hub with the simulated vendors, as it would be after a restart; {@code polling} or without its sources. */
    private ConfigurableApplicationContext start(boolean polling) {
        ConfigurableApplicationContext hub = new SpringApplicationBuilder(SeraiApplication.class).profiles("demo").properties("server.port=0")
            .run("--server.port=0", "--SERAI_DATABASE_URL=" + database, "--SERAI_DATABASE_USERNAME=postgres", "--serai.knowledge.index=memory",
                "--SERAI_ADMIN_PASSWORD=the keeper of the inn", "--serai.demo.script=", "--serai.demo.faults=0",
                "--camel.main.name=silence-" + HUBS.incrementAndGet(), "--serai.connector.alarm-period=200ms", "--serai.connector.silence-grace=2s",
                "--serai.work.poll=50ms", "--SERAI_ZABBIX_PERIOD=300", "--SERAI_SERVICENOW_PERIOD=300", "--SERAI_ALARM_URL=" + receiver.url(),
                "--camel.main.routes-include-pattern=" + NOTIFY + (polling ? POLL : ""));
        hubs.add(hub);
        return hub;
    }
}
