package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.simulator.Capability;
import io.serai.simulator.Report;
import io.serai.simulator.SimulatedVendor;
import io.serai.simulator.SimulatedZabbix;
import io.serai.ticket.TicketStatus;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a connector's file may say of its poll: which records, and which fields besides; with the samples of the sections {@code mapping} and {@code tenants}. */
class PollSettingsTest extends ConnectedSuite {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^# ((?:mapping:|tenants:|  ).*)$");
    private static final Map<String, String> SETTINGS = Map.ofEntries(
        Map.entry("SERAI_ZABBIX_HOST_GROUPS", "guests/*, stables"),
        Map.entry("SERAI_ZABBIX_MIN_SEVERITY", "4"),
        Map.entry("SERAI_6_ZABBIX_HOST_GROUPS", "No such group"),
        Map.entry("SERAI_SOLARWINDS_SEVERITIES", "critical,serious"),
        Map.entry("SERAI_SOLARWINDS_NODE_FILTER", "CustomProperties.Customer=Acme, O'Nord ) OR 1=1;Vendor=Cisco"),
        Map.entry("SERAI_SOLARWINDS_MORE_FIELDS", "CustomProperties.Region, CustomProperties.Customer"),
        Map.entry("SERAI_ATERA_CUSTOMERS", "4, 11"),
        Map.entry("SERAI_MANAGEENGINE_FILTER", "site.name=Acme, North Wing;priority.name=Urgent,High"),
        Map.entry("SERAI_MANAGEENGINE_MORE_FIELDS", "udf_fields.udf_sline_301"),
        Map.entry("SERAI_JIRA_MORE_FIELDS", "customfield_10042"),
        Map.entry("SERAI_SERVICENOW_MORE_FIELDS", "u_cost_center,company"));

    @DynamicPropertySource
    static void connect(DynamicPropertyRegistry registry) {
        connect(registry, ContractHome.of(VENDORS.stream().filter(vendor -> !vendor.can(Capability.FEED)).toList(), PollSettingsTest::withSamples));
        SETTINGS.forEach((name, value) -> registry.add(name, () -> value));
    }

    private static String withSamples(String file) {
        int at = file.indexOf("docs/map-fields.md");
        return at < 0 ? file : file.substring(0, at) + SAMPLE.matcher(file.substring(at)).replaceAll("$1");
    }

    @Test
    void onlyProblemsOfTheHostGroupsAndOfTheLeastSeverityAreFetchedFromZabbix() {
        SimulatedZabbix zabbix = (SimulatedZabbix) named("zabbix");
        zabbix.group("inn-1", "Guests/First floor");
        zabbix.group("stable-1", "Stables");
        zabbix.group("cellar-1", "Guests");
        poll(zabbix);
        with(zabbix, Capability.POLL);
        String wanted = zabbix.open(report(2, "inn-1", Map.of()), zabbix.now().minusSeconds(60));
        String also = zabbix.open(report(1, "stable-1", Map.of()));
        String mild = zabbix.open(report(3, "inn-1", Map.of()));
        String elsewhere = zabbix.open(report(1, "cellar-1", Map.of()));
        poll(zabbix);
        assertThat(outcomes(zabbix)).containsKeys(wanted, also).doesNotContainKeys(mild, elsewhere);
        List.of(wanted, mild, elsewhere).forEach(id -> zabbix.resolve(id, zabbix.now()));
        poll(zabbix);
        assertThat(outcomes(zabbix)).containsKeys(wanted, also).doesNotContainKeys(mild, elsewhere);
        assertThat(ticket(zabbix, wanted).status()).isEqualTo(TicketStatus.RESOLVED);
    }

    @Test
    void aHostGroupThatIsNotThereIsTold() {
        SimulatedVendor zabbix = named("zabbix-6");
        poll(zabbix);
        assertThat(state(zabbix).lastError()).contains("no host group that the token may read has such a name");
    }

    @Test
    void onlyAlertsOfTheSeveritiesAndTheNodesAreFetchedFromSolarWindsAndTheirPropertiesAreRead() {
        SimulatedVendor solarWinds = vendor("solarwinds");
        Map<String, String> acme = Map.of("Customer", "Acme", "Vendor", "Cisco", "Region", "North");
        String wanted = solarWinds.open(report(2, "sw-1", acme));
        String odd = solarWinds.open(report(1, "sw-2", Map.of("Customer", "O'Nord ) OR 1=1", "Vendor", "Cisco")));
        String mild = solarWinds.open(report(3, "sw-1", acme));
        String other = solarWinds.open(report(1, "sw-3", Map.of("Customer", "Other", "Vendor", "Cisco")));
        String half = solarWinds.open(report(1, "sw-4", Map.of("Customer", "Acme", "Vendor", "Juniper")));
        poll(solarWinds);
        assertThat(outcomes(solarWinds)).containsKeys(wanted, odd).doesNotContainKeys(mild, other, half);
        assertThat(ticket(solarWinds, wanted)).satisfies(ticket -> {
            assertThat(ticket.labels()).containsEntry("region", "North");
            assertThat(ticket.tenant()).isEqualTo("acme");
        });
        assertThat(solarWinds.calls()).filteredOn(solarWinds::fetches).isNotEmpty().noneSatisfy(call -> assertThat(query(call.body())).contains("Nord"));
    }

    @Test
    void onlyTicketsOfTheCustomersAreTakenFromAtera() {
        SimulatedVendor atera = vendor("atera");
        String wanted = atera.open(report(2, "pc-1", Map.of("CustomerID", "4")));
        String also = atera.open(report(2, "pc-2", Map.of("CustomerID", "11")));
        String other = atera.open(report(2, "pc-3", Map.of("CustomerID", "1")));
        String longer = atera.open(report(2, "pc-4", Map.of("CustomerID", "111")));
        poll(atera);
        assertThat(outcomes(atera)).containsKeys(wanted, also).doesNotContainKeys(other, longer);
        assertThat(ticket(atera, wanted).tenant()).isEqualTo("acme");
    }

    @Test
    void onlyRequestsThatMeetTheFilterAreFetchedFromServiceDeskPlusAndTheirAdditionalFieldsAreRead() {
        SimulatedVendor desk = vendor("manageengine");
        String wanted = desk.open(report(2, null, Map.of("site", "Acme", "udf_sline_301", "4711")));
        String also = desk.open(report(1, null, Map.of("site", "North Wing")));
        String mild = desk.open(report(3, null, Map.of("site", "Acme")));
        String elsewhere = desk.open(report(1, null, Map.of("site", "Oslo")));
        poll(desk);
        assertThat(outcomes(desk)).containsKeys(wanted, also).doesNotContainKeys(mild, elsewhere);
        assertThat(ticket(desk, wanted)).satisfies(ticket -> {
            assertThat(ticket.labels()).containsEntry("cost_center", "4711");
            assertThat(ticket.tenant()).isEqualTo("acme");
        });
        assertThat(ticket(desk, also).labels()).doesNotContainKey("cost_center");
    }

    @Test
    void customFieldsOfJiraAreReadByPolls() {
        SimulatedVendor jira = vendor("jira");
        String issue = jira.open(report(2, null, Map.of("customfield_10042", "4711", "customfield_10043", "not asked for")));
        poll(jira);
        assertThat(ticket(jira, issue).labels()).containsEntry("cost_center", "4711");
    }

    @Test
    void fieldsOfOnesOwnOfServiceNowAreReadByPolls() {
        SimulatedVendor serviceNow = vendor("servicenow");
        String number = serviceNow.open(report(2, null, Map.of("u_cost_center", "4711", "company", "0123456789abcdef0123456789abcdef")));
        poll(serviceNow);
        assertThat(ticket(serviceNow, number)).satisfies(ticket -> {
            assertThat(ticket.labels()).containsEntry("cost_center", "4711");
            assertThat(ticket.tenant()).isEqualTo("acme");
        });
    }

    private static Report report(int priority, String host, Map<String, String> tags) {
        return new Report("It is slow", "Since noon.", priority, null, null, host, tags);
    }

    /** The part of a body of SolarWinds that is a query, without its parameters. */
    private static String query(String body) {
        return body.substring(0, body.indexOf("\"parameters\""));
    }

    private SimulatedVendor vendor(String name) {
        SimulatedVendor vendor = named(name);
        with(vendor, Capability.POLL);
        return vendor;
    }
}
