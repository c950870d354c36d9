package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.conversation.CommentLookup;
import io.serai.conversation.SourceComments;
import io.serai.simulator.Capability;
import io.serai.simulator.Report;
import io.serai.simulator.SimulatedAtera;
import io.serai.simulator.SimulatedDatadog;
import io.serai.simulator.SimulatedJira;
import io.serai.simulator.SimulatedServiceDesk;
import io.serai.simulator.SimulatedServiceNow;
import io.serai.simulator.SimulatedSolarWinds;
import io.serai.simulator.SimulatedVendor;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import io.serai.work.NotRetryable;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one vendor has, and no other. */
class VendorSpecificsTest extends ContractSuite {

    private static final String NOTE = "Restarted nginx on web-07; <b> is no tag. " + MARKER;

    @Test
    void aTicketOfAteraThatTakesAStateItHadBeforeIsSeen() {
        SimulatedAtera atera = vendor("atera", Capability.POLL);
        String id = atera.open(Report.of("It goes back and forth"));
        for (String status : List.of("Open", "Resolved", "Open")) {
            atera.status(id, status, atera.now());
            poll(atera);
            assertThat(ticket(atera, id).status()).isEqualTo(status.equals("Open") ? TicketStatus.OPEN : TicketStatus.RESOLVED);
        }
    }

    @Test
    void aNoteIsLookedForOnAllPagesOfAterasCommentsAndBearsTheTechnician() {
        SimulatedAtera atera = vendor("atera", Capability.NOTE);
        String id = atera.open(Report.of("Much is said"));
        write(atera, id, false, null, NOTE);
        assertThat(atera.comments(id)).singleElement().satisfies(comment -> {
            assertThat(comment.at("/TechnicianCommentDetails/TechnicianID").asInt()).isEqualTo(7);
            assertThat(comment.at("/TechnicianCommentDetails/IsInternal").asBoolean()).isTrue();
        });
        for (int i = 0; i < 120; i++) {
            atera.comment(id, "Number " + i);
        }
        write(atera, id, true, null, NOTE);
        String other = atera.open(Report.of("Much is said here too"));
        for (int i = 0; i < 120; i++) {
            atera.comment(other, i == 110 ? NOTE : "Number " + i);
        }
        write(atera, other, true, null, NOTE);
        assertThat(atera.comments(id)).hasSize(121);
        assertThat(atera.comments(other)).hasSize(120);
    }

    @Test
    void aUserOfJiraInAnotherTimeZoneIsToldAndNothingIsStored() {
        SimulatedJira jira = vendor("jira", Capability.POLL);
        String key = jira.open(Report.of("Read in another zone"));
        jira.zone(ZoneOffset.ofHours(1));
        poll(jira);
        assertThat(state(jira).lastError()).contains("the time zone of Jira's user is not UTC");
        assertThat(outcomes(jira)).doesNotContainKey(key);
        jira.zone(ZoneOffset.UTC);
        poll(jira);
        arrivedOnce(jira, List.of(key));
    }

    @Test
    void anIssueThatJirasSearchShowsLateIsNotLost() {
        SimulatedJira jira = vendor("jira", Capability.POLL);
        String seen = jira.open(Report.of("Seen at once"), jira.now().minusSeconds(1));
        poll(jira);
        jira.searchLags(Duration.ofSeconds(60));
        String late = jira.open(Report.of("Seen late"));
        poll(jira);
        assertThat(outcomes(jira)).doesNotContainKey(late);
        jira.skew(Duration.ofSeconds(70));
        String newest = jira.open(Report.of("Seen with it"));
        jira.skew(Duration.ofSeconds(140));
        poll(jira);
        arrivedOnce(jira, List.of(seen, late, newest));
    }

    @Test
    void anInternalNoteInJiraIsNoneForCustomers() {
        SimulatedJira jira = vendor("jira", Capability.NOTE);
        String key = jira.open(Report.of("It takes an internal note"));
        write(jira, key, false, TicketStatus.RESOLVED, NOTE);
        assertThat(jira.comments(key)).singleElement().satisfies(comment -> assertThat(comment.at("/properties/0/value/internal").asBoolean()).isTrue());
        assertThat(jira.status(key)).as("of the ways to its end the one without a form").isEqualTo("Resolved");
    }

    @Test
    void anAlertOfSolarWindsIsAcknowledgedAfterTheNoteAndOurOwnAcknowledgementIsKnownAgain() {
        SimulatedSolarWinds solarWinds = vendor("solarwinds", Capability.POLL);
        String id = solarWinds.open(Report.of("Acknowledged by us"), solarWinds.now().minusSeconds(5));
        poll(solarWinds);
        write(solarWinds, id, false, null, NOTE);
        assertThat(solarWinds.status(id)).isEqualTo("acknowledged");
        poll(solarWinds);
        assertThat(ticket(solarWinds, id)).satisfies(ticket -> {
            assertThat(ticket.status()).isEqualTo(TicketStatus.IN_PROGRESS);
            assertThat(ticket.label(Ticket.OWN_UPDATE)).isPresent();
        });
        assertThat(news(outcomes(solarWinds).get(id))).isEqualTo(1);
    }

    @Test
    void anAlertOfSolarWindsThatIsResetTakesNoNotes() {
        SimulatedSolarWinds solarWinds = vendor("solarwinds", Capability.NOTE);
        String id = solarWinds.open(Report.of("It was up again"));
        solarWinds.resolve(id, solarWinds.now());
        assertThatThrownBy(() -> write(solarWinds, id, false, null, NOTE)).hasStackTraceContaining("the alert is no longer active");
    }

    @Test
    void aRequestOfServiceDeskPlusGetsTheNoteAsItsResolution() {
        SimulatedServiceDesk desk = vendor("manageengine", Capability.NOTE);
        String id = desk.open(Report.of("Paper is out"));
        write(desk, id, false, TicketStatus.RESOLVED, NOTE);
        JsonNode request = desk.request(id);
        assertThat(request.at("/resolution/content").asText()).isEqualTo(NOTE.replace("<", "&lt;").replace(">", "&gt;"));
        assertThat(desk.notes(id)).containsExactly(NOTE);
    }

    @Test
    void aRefusalOfServiceDeskPlusInAnAnswerWithStatus200IsOne() {
        SimulatedServiceDesk desk = vendor("manageengine", Capability.NOTE);
        String id = desk.open(Report.of("Fan is dead"));
        desk.refusesNotes(true);
        assertThatThrownBy(() -> write(desk, id, false, null, NOTE)).hasStackTraceContaining("ServiceDesk Plus refuses, code 4001");
    }

    @Test
    void notesThatServiceDeskPlusListsWithoutTheirTextsAreReadOneByOne() {
        SimulatedServiceDesk desk = vendor("manageengine", Capability.COMMENT);
        String id = desk.open(Report.of("Toner is out"));
        desk.listsBareNotes(true);
        for (int i = 1; i <= 12; i++) {
            desk.say(id, "Jane Doe", "Number " + i, i != 11);
        }
        assertThat(texts(desk, id)).as("the newest ten that the requester sees").containsExactly(IntStream.rangeClosed(2, 12).filter(i -> i != 11).mapToObj(i -> "Number " + i)
            .toArray(String[]::new));
    }

    @Test
    void commentsAreReadOnAllPagesOfAtera() {
        SimulatedAtera atera = vendor("atera", Capability.COMMENT);
        String id = atera.open(Report.of("Much is said"));
        for (int i = 0; i < 120; i++) {
            atera.say(id, "Jane Doe", "Number " + i, i % 2 == 0);
        }
        assertThat(texts(atera, id)).hasSize(60).startsWith("Number 0").endsWith("Number 118");
    }

    private List<String> texts(SimulatedVendor vendor, String id) {
        CommentLookup lookup = new CommentLookup(vendor.name(), "01900000-0000-7000-8000-00000000000b", id, null);
        return template.requestBody("direct:connector-fetch-comments-" + vendor.name(), lookup, SourceComments.class).comments().stream().map(SourceComments.Comment::text).toList();
    }

    @Test
    void aNoteForDatadogIsAnEventThatItsTagFinds() {
        SimulatedDatadog datadog = vendor("datadog", Capability.NOTE);
        write(datadog, "160076582|service:shop", false, null, NOTE);
        assertThat(datadog.posted()).singleElement().satisfies(event -> {
            assertThat(event.at("/attributes/tags").toString()).contains("serai_note:0a1b2c3d");
            assertThat(event.at("/attributes/attributes/aggregation_key").asText()).isEqualTo("serai:160076582|service:shop");
        });
    }

    @Test
    void anIncidentOfServiceNowTakesItsNoteByItsSysIdToo() {
        SimulatedServiceNow serviceNow = vendor("servicenow", Capability.NOTE);
        String number = serviceNow.open(Report.of("It is slow"));
        template.sendBody("direct:connector-write-servicenow", note(serviceNow, number, SimulatedServiceNow.id(number), false, null, NOTE));
        assertThat(serviceNow.notes(number)).containsExactly(NOTE);
        assertThatThrownBy(() -> template.sendBody("direct:connector-write-servicenow", note(serviceNow, "INC0099999", "../sys_user", false, null, NOTE)))
            .hasStackTraceContaining("no record of this number");
    }

    @Test
    void aNoteForARecordThatIsGoneIsNotTriedAgain() {
        for (String name : List.of("atera", "jira", "servicenow")) {
            SimulatedVendor vendor = vendor(name, Capability.NOTE);
            String id = vendor.open(Report.of("It will be gone"));
            vendor.clear();
            assertThatThrownBy(() -> template.sendBody("direct:connector-write-" + name, note(vendor, id, SimulatedServiceNow.id(id), false, null, NOTE)))
                .rootCause().isInstanceOf(NotRetryable.class).hasMessageContaining("HTTP 404");
        }
    }

    private <T extends SimulatedVendor> T vendor(String name, Capability capability) {
        T vendor = named(name);
        with(vendor, capability);
        return vendor;
    }
}
