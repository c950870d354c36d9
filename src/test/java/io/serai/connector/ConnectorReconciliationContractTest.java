package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.simulator.Call;
import io.serai.simulator.Capability;
import io.serai.simulator.ConnectedSystem;
import io.serai.simulator.Report;
import io.serai.simulator.SimulatedVendor;
import io.serai.testing.TestAdmin;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** Every connector that polls: what the hub never got is found and fetched, and whether credentials and permissions are right is told. */
class ConnectorReconciliationContractTest extends ContractSuite {

    @Autowired
    TestRestTemplate http;

    @ParameterizedTest
    @MethodSource("vendors")
    void aRecordBehindTheCursorIsListedAndFetched(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.TIMES);
        String newest = vendor.open(Report.of("It came in time"));
        poll(vendor);
        String behind = vendor.open(Report.of("It was put in behind the place of the poll"), vendor.now().minus(Duration.ofHours(3)));
        poll(vendor);
        assertThat(outcomes(vendor)).containsKey(newest).doesNotContainKey(behind);

        JsonNode listed = gaps(vendor, "&fetch=false");
        assertThat(missing(listed)).as("%s", listed).containsExactly(behind);
        settled();
        assertThat(outcomes(vendor)).as("it was only looked for").doesNotContainKey(behind);

        JsonNode fetched = gaps(vendor, "");
        assertThat(missing(fetched)).as("%s", fetched).containsExactly(behind);
        await().atMost(PATIENCE).until(() -> outcomes(vendor).containsKey(behind));
        settled();
        arrivedOnce(vendor, List.of(behind));
        assertThat(missing(gaps(vendor, "&fetch=false"))).as("nothing is missing any more").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void rightCredentialsAreToldFromWrongOnesAndNothingIsChangedThere(ConnectedSystem vendor) {
        with(vendor, Capability.CHECK);
        String id = vendor.open(Report.of("There is something to see"));
        String status = vendor.status(id);
        JsonNode right = verdict(vendor);
        assertThat(right.path("verdict").asText()).as("%s", right).isEqualTo("ok");
        vendor.revoke(true);
        JsonNode wrong = verdict(vendor);
        assertThat(wrong.path("verdict").asText()).as("%s", wrong).isEqualTo("failed");
        assertThat(failed(wrong)).isNotEmpty().allSatisfy(ConnectorReconciliationContractTest::toldInWords);
        vendor.environment().forEach((name, value) -> {
            if (name.matches(".*_(PASSWORD|SECRET|TOKEN|KEY)")) {
                assertThat(right.toString() + wrong).doesNotContain(value);
            }
        });
        assertThat(vendor.status(id)).isEqualTo(status);
        assertThat(vendor.notes(id)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aMissingPermissionIsToldByWhatItIsFor(ConnectedSystem vendor) {
        with(vendor, Capability.CHECK, Capability.PERMISSIONS);
        vendor.open(Report.of("There is something to see"));
        List<Check> checks = connectors.find(vendor.name()).orElseThrow().access().checks();
        assertThat(checks).isNotEmpty().allSatisfy(check -> {
            ((SimulatedVendor) vendor).forbid(call -> asks(check, call));
            JsonNode verdict = verdict(vendor);
            assertThat(failed(verdict)).as("%s", verdict).singleElement().satisfies(finding -> {
                assertThat(finding.path("what").asText()).isEqualTo(check.what());
                toldInWords(finding);
            });
        });
    }

    private static void toldInWords(JsonNode finding) {
        assertThat(finding.path("detail").asText()).as("%s", finding).containsPattern("[a-z]+ [a-z]+ [a-z]+").hasSizeLessThan(600);
    }

    /** True if this is the check's call, whichever way it is asked. */
    private static boolean asks(Check check, Call call) {
        String address = check.address().substring(check.address().indexOf("}}") + 2);
        String asked = call.query() == null ? call.path() : call.path() + "?" + call.query();
        return asked.endsWith(address) && (check.body() == null || call.body().startsWith(check.body().substring(0, check.body().length() - 1)));
    }

    private static List<JsonNode> failed(JsonNode verdict) {
        return StreamSupport.stream(verdict.path("checks").spliterator(), false).filter(finding -> !finding.path("ok").asBoolean()).toList();
    }

    private static List<String> missing(JsonNode report) {
        assertThat(report.path("state").asText()).as("%s", report).isEqualTo("done");
        return StreamSupport.stream(report.path("gaps").spliterator(), false).filter(gap -> gap.path("kind").asText().equals("MISSING"))
            .map(gap -> gap.path("externalId").asText()).toList();
    }

    private JsonNode verdict(ConnectedSystem vendor) {
        return http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).postForObject("/api/v1/connectors/" + vendor.name() + "/test", null, JsonNode.class);
    }

    private JsonNode gaps(ConnectedSystem vendor, String more) {
        return http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD)
            .getForObject("/api/v1/connectors/" + vendor.name() + "/gaps?since=PT6H" + more, JsonNode.class);
    }
}
