package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.simulator.Report;
import io.serai.simulator.SimulatedBmc;
import io.serai.ticket.TicketStatus;
import io.serai.writeback.WriteBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is BMC's alone: ids of entries that are no numbers of incidents, forms of work logs, updates that empty fields, times to the second. */
class BmcContractTest extends ContractSuite {

    private static final String MARKER = "[serai:0a1b2c3d]";
    private static final String NOTE = "Restarted nginx on web-07; 100 % of \"checks\" pass.\nIt's back. " + MARKER;

    private final SimulatedBmc bmc = (SimulatedBmc) named("bmc-remedy");

    @BeforeEach
    void fresh() {
        with(bmc);
    }

    @Test
    void aNoteIsForStaffOrForAll() {
        String id = bmc.open(Report.of("It takes notes"));
        write(id, NOTE, null, true, false);
        write(id, "For all. [serai:11111111]", null, false, false);
        assertThat(bmc.workLog(id)).extracting(log -> log.path("View Access").asText()).containsExactly("Internal", "Public");
        ObjectNode log = bmc.workLog(id).get(0);
        assertThat(log.path("Detailed Description").asText()).isEqualTo(NOTE);
        assertThat(log.path("Description").asText()).isEqualTo("Serai " + MARKER);
        assertThat(log.path("Work Log Type").asText()).isEqualTo("General Information");
        assertThat(log.path("Secure Work Log").asText()).isEqualTo("No");
    }

    @Test
    void aLongNoteKeepsItsMarker() {
        String id = bmc.open(Report.of("It takes a long note"));
        write(id, "x".repeat(40_000) + " " + MARKER, null, true, false);
        assertThat(bmc.notes(id)).singleElement().asString().hasSizeLessThanOrEqualTo(30_000).endsWith("… " + MARKER);
        write(id, "x".repeat(40_000) + " " + MARKER, null, true, true);
        assertThat(bmc.notes(id)).hasSize(1);
    }

    @Test
    void aNoteGoesToTheWorkLogOfItsKindOfRecordOnce() {
        long before = puts();
        for (String id : List.of("CRQ000000000012", "PBI000000000003", "WO0000000021381")) {
            write(id, NOTE, TicketStatus.RESOLVED, true, false);
            write(id, NOTE, TicketStatus.RESOLVED, true, true);
            assertThat(bmc.notes(id)).as(id).containsExactly(NOTE);
        }
        assertThat(puts()).as("only incidents are resolved").isEqualTo(before);
        for (String id : List.of("REQ000000000401", "TAS000000000409", "000000000000402")) {
            assertThatThrownBy(() -> write(id, NOTE, null, true, false)).hasStackTraceContaining("no number of an incident, change, problem or work order");
        }
    }

    @Test
    void anIncidentIsResolvedWithReasonAndResolutionAndLosesNothing() {
        String id = bmc.open(new Report("It is slow", "Since noon.", 2, "Ida Brunner", "ida@example.com", "web-07", null), bmc.now());
        ObjectNode before = bmc.incident(id);
        write(id, NOTE, TicketStatus.RESOLVED, true, false);
        ObjectNode after = bmc.incident(id);
        assertThat(after.path("Status").asText()).isEqualTo("Resolved");
        assertThat(after.path("Status_Reason").asText()).isEqualTo("No Further Action Required");
        assertThat(after.path("Resolution").asText()).isEqualTo(NOTE);
        List<String> changed = new ArrayList<>();
        after.fields().forEachRemaining(field -> {
            if (!field.getValue().equals(before.get(field.getKey()))) {
                changed.add(field.getKey());
            }
        });
        assertThat(changed).contains("Status").isSubsetOf("Status", "Status_Reason", "Resolution", "Last Modified By", "Last Modified Date");
    }

    @Test
    void anIncidentThatIsOverIsNotTouchedAgain() {
        String id = bmc.open(Report.of("It is over"));
        bmc.resolve(id, bmc.now());
        long before = puts();
        write(id, NOTE, TicketStatus.RESOLVED, true, false);
        assertThat(bmc.notes(id)).hasSize(1);
        assertThat(puts()).isEqualTo(before);
    }

    @Test
    void twoChangesOfOneSecondAreBothFetched() {
        Instant second = bmc.now().minusSeconds(20);
        String id = bmc.open(Report.of("It changes fast"), second);
        poll(bmc);
        bmc.change(id, second);
        poll(bmc);
        assertThat(ticket(bmc, id).status()).isEqualTo(TicketStatus.IN_PROGRESS);
        assertThat(outcomes(bmc).get(id)).hasSize(2);
    }

    @Test
    void aNumberThatHoldsQuotationMarksEndsNoText() {
        Instant second = bmc.now().minusSeconds(20);
        List<String> ids = new ArrayList<>(open(bmc, bmc.pageSize() - 1, second));
        // the last of its page, behind which the next one begins
        String hostile = "INC000000999999\" OR 'Incident Number' = \"x";
        ids.add(hostile);
        bmc.open(hostile, Report.of("Its number is a qualification"), second);
        String last = "INC000001000000";
        ids.add(last);
        bmc.open(last, Report.of("It comes behind it"), second);
        poll(bmc);
        assertThat(state(bmc).lastError()).isNull();
        arrivedOnce(bmc, ids);
        assertThat(bmc.calls().get(bmc.calls().size() - 1).parameter("q")).contains("'Incident Number' > \"INC000000999999\"\" OR 'Incident Number' = \"\"x\"");
    }

    private long puts() {
        return bmc.calls().stream().filter(call -> call.method().equals("PUT")).count();
    }

    private void write(String id, String note, TicketStatus status, boolean internal, boolean unsure) {
        String marker = note.substring(note.lastIndexOf('['));
        template.sendBody("direct:connector-write-" + bmc.name(), new WriteBack("01900000-0000-7000-8000-00000000000a", "decision:1",
            "01900000-0000-7000-8000-00000000000b", "default", bmc.name(), id, null, note, marker, status, internal, unsure));
    }
}
