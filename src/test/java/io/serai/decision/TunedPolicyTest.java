package io.serai.decision;

import static io.serai.testing.Analyses.analysis;
import static io.serai.testing.Tickets.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.analysis.Analysis;
import io.serai.decision.DecisionRules.Ruling;
import io.serai.home.HomeFiles;
import io.serai.testing.Catalogue;
import io.serai.testing.Tickets;
import io.serai.ticket.Category;
import io.serai.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each section of a policy does to a decision: {@code tuned-policy.yaml} uses all of them. */
class TunedPolicyTest {

    /** A Saturday. */
    private static final Instant WEEKEND = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir java.nio.file.Path home;
    private Policy policy;
    private DecisionRules rules;

    @BeforeEach
    void read() throws IOException {
        Files.createDirectories(home.resolve("connector-configs"));
        Files.copy(java.nio.file.Path.of("src/test/resources/connector-configs/tuned-policy.yaml"), home.resolve("connector-configs/policy.yaml"));
        policy = PolicyFile.read(new HomeFiles(home));
        assertThat(policy.faults()).isEmpty();
        rules = new DecisionRules(policy, new Catalogue());
    }

    @ParameterizedTest
    @CsvSource({"server, Oracle-7, databases", "server, oracle, databases", "storage, oracle-7, storage-team", "server, DB-?, databases", "server, DB-1, server-operations",
        "server, web-01, web-team", "storage, WEB-01, web-team", "vpn, ' web-01 ', web-team", "server, web-011, server-operations", "vpn, , service-desk"})
    void theTeamIsThatOfTheSystemOrElseOfTheCategory(String category, String system, String team) {
        assertThat(policy.terms(ticket().affectedSystem(system).build(), Category.of(category)).team()).isEqualTo(team);
    }

    @Test
    void aTenantsOwnTeamAndThresholdsGoOverTheRest() {
        Terms terms = policy.terms(ticket().tenant("acme").affectedSystem("web-01").build(), Category.SERVER);
        assertThat(terms.team()).isEqualTo("acme-desk");
        assertThat(terms.thresholds()).isEqualTo(new Thresholds(0.95, 0.6, 0.3, 0.6));
        assertThat(terms.automatic()).hasValue(60);
    }

    @Test
    void laterOverridesGoOverEarlierOnes() {
        assertThat(policy.terms(from("datadog", "acme"), Category.SERVER).automatic()).hasValue(0);
        Terms both = policy.terms(from("zabbix", "acme"), Category.SERVER);
        assertThat(both.automatic()).isEmpty();
        assertThat(both.needsRunbook()).isFalse();
        assertThat(both.thresholds().resolve()).isEqualTo(0.95);
        assertThat(policy.terms(from("zabbix", "other"), Category.SERVER).automatic()).hasValue(0);
        assertThat(policy.terms(from("jira", "other"), Category.SERVER).needsRunbook()).isTrue();
    }

    @Test
    void neverMeansThatAPersonIsAskedWhateverTheRecord() {
        Ruling ruling = decide(analysis().ticket(Tickets.ticket().optedIn().tenant("acme").connector("zabbix").build()).confidence(1.0).restart().build(), Records.NOON);
        assertThat(ruling.path()).isEqualTo(Path.ASK_APPROVAL);
        assertThat(ruling.reasons()).contains("the policy lets no action run without a person here");
    }

    @Test
    void withoutARecordAPersonIsAskedAndReadsWhatIsMissing() {
        Ruling ruling = rules.rule(analysis().ticket(ticket().optedIn().build()).restart().build(), Records.none());
        assertThat(ruling.path()).isEqualTo(Path.ASK_APPROVAL);
        assertThat(ruling.reasons()).last().isEqualTo("reliability 21 is below 60: no feedback; no success; no pattern; about 9 more, approved and gone well, would reach it");
        assertThat(ruling.grounds().wouldChange()).contains("with reliability 60 it would have been REMEDIATE");
    }

    @ParameterizedTest
    @CsvSource({"hardware, ESCALATE", "printer, CLARIFY", "access, ASK_APPROVAL", "vpn, REMEDIATE"})
    void aCategoryGoesNoFurtherThanItsPath(String category, Path path) {
        Ruling ruling = decide(analysis().category(Category.of(category)).ticket(ticket().optedIn().build()).restart().build(), Records.NOON);
        assertThat(ruling.path()).isEqualTo(path);
        if (path != Path.REMEDIATE) {
            String why = "with category " + category + " of connector servicenow the policy goes no further than " + path.name().toLowerCase().replace('_', '-');
            assertThat(ruling.reasons()).last().isEqualTo(why);
            assertThat(ruling.grounds().wouldChange()).contains("were it not that " + why + ", it would have been REMEDIATE");
        }
        assertThat(ruling.proposal()).as("people still read what was proposed").isNotNull();
    }

    @Test
    void aPathDoesNotRaiseWhatConfidenceDoesNotReach() {
        assertThat(decide(analysis().category(Category.PRINTER).confidence(0.1).build(), Records.NOON).path()).isEqualTo(Path.ESCALATE);
        Ruling reached = decide(analysis().category(Category.PRINTER).confidence(0.4).build(), Records.NOON);
        assertThat(reached.path()).isEqualTo(Path.CLARIFY);
        assertThat(reached.reasons()).as("a bound that held nothing back is no reason").containsExactly("confidence 0.40 is at or above 0.30 for category printer");
        assertThat(decide(analysis().category(Category.ACCESS).confidence(0.7).build(), Records.NOON).path()).isEqualTo(Path.FOLLOW_UP);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-25T07:00:00Z, REMEDIATE", "2026-11-25T06:59:59Z, ASK_APPROVAL", "2026-11-25T16:59:59Z, REMEDIATE", "2026-11-25T17:00:00Z, ASK_APPROVAL",
        "2026-11-27T12:00:00Z, REMEDIATE", "2026-11-28T12:00:00Z, ASK_APPROVAL", "2026-11-29T23:30:00Z, ASK_APPROVAL", "2026-11-23T12:00:00Z, REMEDIATE",
        "2026-07-01T06:00:00Z, REMEDIATE", "2026-07-01T16:00:00Z, ASK_APPROVAL"})
    void outsideBusinessHoursNothingRunsAlone(Instant now, Path path) {
        assertThat(decide(proposing("t", UUID.randomUUID().toString()), now).path()).isEqualTo(path);
    }

    /** Christmas 2026 is a Friday. Paris is an hour ahead of UTC then, so the day goes from 23:00 to 23:00; Tokyo's 23 November from 15:00 to 15:00. */
    @ParameterizedTest
    @CsvSource({"t, 2026-12-24T16:59:59Z, REMEDIATE", "t, 2026-12-25T08:00:00Z, ASK_APPROVAL", "t, 2026-12-25T16:59:59Z, ASK_APPROVAL", "t, 2026-12-28T07:00:00Z, REMEDIATE",
        "t, 2026-11-23T12:00:00Z, REMEDIATE", "tokyo, 2026-11-23T00:00:00Z, ASK_APPROVAL", "tokyo, 2026-11-23T07:59:59Z, ASK_APPROVAL",
        "tokyo, 2026-11-24T00:00:00Z, REMEDIATE", "tokyo, 2026-11-23T23:59:59Z, ASK_APPROVAL", "tokyo, 2026-12-25T03:00:00Z, REMEDIATE"})
    void onAHolidayOfItsZoneNothingRunsAlone(String tenant, Instant now, Path path) {
        assertThat(decide(proposing(tenant, UUID.randomUUID().toString()), now).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"2026-12-24T22:59:59Z, 'it is Thursday 23:59 in Europe/Paris, outside business hours'",
        "2026-12-24T23:00:00Z, 'it is Friday 00:00 in Europe/Paris, on the holiday 2026-12-25, outside business hours'",
        "2026-12-25T22:59:59Z, 'it is Friday 23:59 in Europe/Paris, on the holiday 2026-12-25, outside business hours'",
        "2026-12-25T23:00:00Z, 'it is Saturday 00:00 in Europe/Paris, outside business hours'"})
    void aHolidayGoesFromMidnightToMidnightOfItsZone(Instant now, String why) {
        assertThat(decide(proposing("t", UUID.randomUUID().toString()), now).reasons()).last().isEqualTo(why);
    }

    @Test
    void anOverrideMayHaveNoHolidays() {
        Instant christmas = Instant.parse("2026-12-25T09:00:00Z");
        Ticket ticket = ticket().optedIn().tenant("acme").build();
        assertThat(decide(analysis().ticket(ticket).category(Category.PHONE).confidence(1.0).restart().build(), christmas).path()).isEqualTo(Path.REMEDIATE);
        assertThat(decide(analysis().ticket(ticket).category(Category.SERVER).confidence(1.0).restart().build(), christmas).path()).isEqualTo(Path.ASK_APPROVAL);
    }

    @Test
    void outsideBusinessHoursAnswersGoOutUnlessAnOverrideSaysOtherwise() {
        assertThat(decide(analysis().build(), WEEKEND).path()).isEqualTo(Path.RESOLVE);
        Ruling asked = decide(proposing("t", UUID.randomUUID().toString()), WEEKEND);
        assertThat(asked.reasons()).last().isEqualTo("it is Saturday 13:00 in Europe/Paris, outside business hours");
        Analysis alert = analysis().ticket(Tickets.ticket().optedIn().connector("datadog").build()).restart().build();
        assertThat(decide(alert, WEEKEND).path()).isEqualTo(Path.REMEDIATE);
        Ruling late = decide(alert, Instant.parse("2026-11-28T23:59:30Z"));
        assertThat(late.path()).isEqualTo(Path.RESOLVE);
        assertThat(late.reasons()).first().isEqualTo("action restart-service is put to nobody: it is Saturday 23:59 in UTC, outside business hours");
    }

    @Test
    void inThePilotOneTicketInTwentyHasItsActionApprovedAndTheOthersAreAnswered() {
        List<Ruling> rulings = IntStream.range(0, 2_000).mapToObj(i -> decide(proposing("pilot", id(i)), Records.NOON)).toList();
        assertThat(rulings).extracting(Ruling::path).containsOnly(Path.ASK_APPROVAL, Path.RESOLVE);
        assertThat(rulings.stream().filter(ruling -> ruling.path() == Path.ASK_APPROVAL).count()).isBetween(70L, 130L);
        assertThat(rulings.stream().filter(ruling -> ruling.path() == Path.ASK_APPROVAL).findFirst().orElseThrow().reasons()).last()
            .isEqualTo("in phase pilot of the rollout every action is put to a person");
        assertThat(rulings.stream().filter(ruling -> ruling.path() == Path.RESOLVE).findFirst().orElseThrow().reasons()).first().isEqualTo(
            "action restart-service is put to nobody: the ticket is not among those to which phase pilot of the rollout brings actions");
    }

    @Test
    void inALaterPhaseTheShareRunsAloneAndWithTheRolloutOffNothingIsProposed() {
        List<Path> fifth = IntStream.range(0, 2_000).mapToObj(i -> decide(proposing("fifth", id(i)), Records.NOON).path()).toList();
        assertThat(fifth).containsOnly(Path.REMEDIATE, Path.RESOLVE);
        assertThat(fifth.stream().filter(path -> path == Path.REMEDIATE).count()).isBetween(340L, 460L);
        Ruling off = decide(proposing("off", id(1)), Records.NOON);
        assertThat(off.path()).isEqualTo(Path.RESOLVE);
        assertThat(off.reasons()).first().isEqualTo("action restart-service is put to nobody: in phase off of the rollout there are no actions");
    }

    @Test
    void whoIsInAPhaseIsInAllLaterOnesAndAlwaysTheSame() {
        IntStream.range(0, 200).mapToObj(i -> Place.of("rollout", "t", id(i))).forEach(place -> {
            assertThat(place).isGreaterThanOrEqualTo(0.0).isLessThan(1.0);
            assertThat(Rollout.OFF.reaches(place)).isFalse();
            assertThat(Rollout.FULL.reaches(place)).isTrue();
            assertThat(!Rollout.PILOT.reaches(place) || Rollout.FIFTH.reaches(place)).isTrue();
            assertThat(!Rollout.FIFTH.reaches(place) || Rollout.HALF.reaches(place)).isTrue();
        });
        assertThat(Place.of("rollout", "t", id(7))).isEqualTo(Place.of("rollout", "t", id(7))).isNotEqualTo(Place.of("other", "t", id(7)))
            .isNotEqualTo(Place.of("rollout", "u", id(7)));
        assertThat(Rollout.FIFTH.reaches(0.2)).isFalse();
    }

    private Ruling decide(Analysis analysis, Instant now) {
        return rules.rule(analysis, new Circumstances(now, Records.trusted().counts()));
    }

    private static Analysis proposing(String tenant, String id) {
        return analysis().ticket(ticket().optedIn().tenant(tenant).id(id).build()).restart().build();
    }

    private static String id(int i) {
        return new UUID(7L, i).toString();
    }

    private static Ticket from(String connector, String tenant) {
        return ticket().tenant(tenant).connector(connector).build();
    }
}
