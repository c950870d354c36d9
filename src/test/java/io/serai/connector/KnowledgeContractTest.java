package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.article.Attachment;
import io.serai.simulator.Fault;
import io.serai.simulator.SimulatedConfluence;
import io.serai.simulator.SimulatedKnowledge;
import io.serai.testing.Crashes;
import io.serai.testing.TestAdmin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/** The kamelets of knowledge bases against sites that page, change underneath, refuse, fail, hide and forget; all alike. */
class KnowledgeContractTest extends KnowledgeRoom {

    @ParameterizedTest
    @MethodSource("sites")
    void allArticlesOfOneSecondAreFetchedOnceEachAndThenOnlyWhatChanges(SimulatedKnowledge site) {
        List<String> ids = publish(site, 65, LONG_AGO);
        allAreStored(site, ids);
        awaitLists(site, 2);
        assertThat(ids).allMatch(id -> site.fetched(id) == 1);
        assertThat(jdbc.sql("SELECT url FROM knowledge_document WHERE name = :name").param("name", site.name() + ":" + ids.get(7)).query(String.class).single())
            .startsWith(site.url()).endsWith(ids.get(7));

        site.rewrite(ids.get(7), "Another title", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        await().atMost(LONG).untilAsserted(() -> assertThat(jdbc.sql("SELECT title FROM knowledge_document WHERE name = :name")
            .param("name", site.name() + ":" + ids.get(7)).query(String.class).single()).isEqualTo("Another title"));
        ids.add(site.publish("New", "<p>new</p>", Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        allAreStored(site, ids);
        assertThat(ids.subList(0, 7)).allMatch(id -> site.fetched(id) == 1);
    }

    @ParameterizedTest
    @MethodSource("sites")
    void whatChangesBetweenPagesIsNeitherLostNorDeleted(SimulatedKnowledge site) {
        List<String> ids = publish(site, 50, LONG_AGO);
        site.betweenPages(() -> {
            // what was listed already moves to the end, so that all that follows moves up
            site.rewrite(ids.get(0), "Moved", Instant.now().truncatedTo(ChronoUnit.SECONDS));
            site.rewrite(ids.get(1), "Moved too", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        });
        allAreStored(site, ids);
        await().atMost(LONG).untilAsserted(() -> assertThat(jdbc.sql("SELECT title FROM knowledge_document WHERE name IN (:names)")
            .param("names", names(site, ids.subList(0, 2))).query(String.class).list()).containsExactlyInAnyOrder("Moved", "Moved too"));
        awaitLists(site, 2);
        allAreStored(site, ids);
    }

    @ParameterizedTest
    @MethodSource("sites")
    void whatIsWithdrawnOrNoLongerListedVanishesFromStoreAndIndex(SimulatedKnowledge site) {
        List<String> ids = publish(site, 20, LONG_AGO);
        String coffee = site.publish("Descale the espresso machine", "<p>Use vinegar on the espresso machine.</p>", LONG_AGO);
        String tea = site.publish("Repair the samovar", "<p>Tighten the samovar's tap.</p>", LONG_AGO);
        String list = site.variant().equals("datacenter") ? "items" : "leads";
        await().atMost(LONG).untilAsserted(() -> assertThat(search("espresso machine").path(list).path(0).path("id").asText()).isEqualTo(site.name() + ":" + coffee));
        await().atMost(LONG).untilAsserted(() -> assertThat(search("samovar").path(list).path(0).path("id").asText()).isEqualTo(site.name() + ":" + tea));
        JsonNode found = search("espresso machine").path(list).path(0);
        assertThat(found.path("type").asText()).isEqualTo("article");
        assertThat(found.path("origin").path("source").asText()).isEqualTo(site.name());
        assertThat(found.path("origin").path("url").asText()).startsWith(site.url());
        assertThat(found.path("origin").path("reviewed").asBoolean()).isEqualTo(site.variant().equals("datacenter"));

        site.withdraw(coffee);
        site.unlist(tea);
        allAreStored(site, ids);
        await().atMost(LONG).untilAsserted(() -> assertThat(search("espresso machine").findValuesAsText("id")).doesNotContain(site.name() + ":" + coffee));
        await().atMost(LONG).untilAsserted(() -> assertThat(search("samovar").findValuesAsText("id")).doesNotContain(site.name() + ":" + tea));
    }

    @ParameterizedTest
    @MethodSource("sites")
    void aListThatComesBackEmptyDeletesNothingAndManyDeletionsWaitForAPerson(SimulatedKnowledge site) {
        List<String> ids = publish(site, 12, LONG_AGO);
        allAreStored(site, ids);
        site.blind(true);
        awaitLists(site, 3);
        allAreStored(site, ids);
        assertThat(state(site).path("held").asInt()).isEqualTo(12);
        site.blind(false);
        await().atMost(LONG).untilAsserted(() -> assertThat(state(site).path("held").asInt(-1)).isZero());

        ids.subList(0, 9).forEach(site::withdraw);
        await().atMost(LONG).untilAsserted(() -> assertThat(state(site).path("held").asInt()).isEqualTo(9));
        allAreStored(site, ids);
        String confirm = "/api/v1/knowledge/sources/" + site.name() + "/confirm";
        assertThat(http.exchange(confirm, HttpMethod.POST, null, String.class).getStatusCode()).isIn(HttpStatus.UNAUTHORIZED, HttpStatus.FORBIDDEN);
        assertThat(http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).exchange(confirm, HttpMethod.POST, null, String.class).getStatusCode())
            .isEqualTo(HttpStatus.NO_CONTENT);
        allAreStored(site, ids.subList(9, 12));
    }

    @ParameterizedTest
    @MethodSource("sites")
    void refusalsAndFailuresAreWaitedForAndTokensAreRenewed(SimulatedKnowledge site) {
        List<String> ids = publish(site, 45, LONG_AGO);
        site.faults().every(9);
        site.betweenPages(site::expireTokens);
        allAreStored(site, ids);
        site.faults().calm();
        assertThat(ids).allMatch(id -> site.fetched(id) >= 1 && site.fetched(id) <= 2);
        if (site.connector().equals("servicenow-knowledge")) {
            assertThat(site.tokensIssued()).isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("sites")
    void onePageThatIsTooLargeOrBrokenDoesNotStopTheOthersAndIsTriedAgain(SimulatedKnowledge site) {
        List<String> ids = publish(site, 25, LONG_AGO);
        site.large(ids.get(3), true);
        site.malformed(ids.get(5), true);
        List<String> others = new ArrayList<>(ids);
        others.removeAll(List.of(ids.get(3), ids.get(5)));
        allAreStored(site, others);
        await().atMost(LONG).untilAsserted(() -> assertThat(state(site).path("unread").asInt()).isEqualTo(2));
        assertThat(jdbc.sql("SELECT fault FROM knowledge_article WHERE article = :id").param("id", ids.get(3)).query(String.class).single())
            .contains("larger than 1048576 bytes");
        site.large(ids.get(3), false);
        site.malformed(ids.get(5), false);
        allAreStored(site, ids);
        await().atMost(LONG).untilAsserted(() -> assertThat(state(site).path("unread").asInt(-1)).isZero());
    }

    static Stream<Named<SimulatedKnowledge>> attaching() {
        return sites().filter(site -> site.getPayload().attaches());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("attaching")
    void whatIsAttachedToAnArticleIsFoundWithTheArticlesLinkAndFetchedAgainOnlyWhenItChanges(SimulatedKnowledge site) {
        List<String> ids = publish(site, 3, LONG_AGO);
        String guide = site.attach(ids.get(0), "guide.html", bytes("<h1>Clean the theodolite</h1><p>Wipe the lens of the theodolite.</p>"), LONG_AGO);
        String codes = site.attach(ids.get(0), "codes.csv", bytes("code,meaning\n7,misaligned astrolabe\n"), LONG_AGO);
        String shot = site.attach(ids.get(1), "shot.png", bytes("a picture that is part of the article"), LONG_AGO);
        String about = site.name() + ":" + ids.get(0) + ":" + guide;
        await().atMost(LONG).untilAsserted(() -> assertThat(search("theodolite").path("leads").path(0).path("id").asText()).isEqualTo(about));
        JsonNode found = search("theodolite").path("leads").path(0);
        assertThat(found.path("title").asText()).isEqualTo("Clean the theodolite");
        assertThat(found.path("origin").path("url").asText()).isEqualTo(jdbc.sql("SELECT url FROM knowledge_document WHERE name = :name")
            .param("name", site.name() + ":" + ids.get(0)).query(String.class).single());
        assertThat(found.path("origin").path("reviewed").asBoolean(true)).isFalse();
        await().atMost(LONG).untilAsserted(() -> assertThat(search("astrolabe").findValuesAsText("id")).contains(site.name() + ":" + ids.get(0) + ":" + codes));
        awaitLists(site, 2);
        assertThat(List.of(guide, codes)).allMatch(id -> site.fetched(id) == 1);
        assertThat(site.fetched(shot)).isZero();

        site.attach(ids.get(0), "guide.html", bytes("<h1>Clean the sextant</h1><p>Wipe the mirror of the sextant.</p>"), Instant.now().truncatedTo(ChronoUnit.SECONDS));
        await().atMost(LONG).untilAsserted(() -> assertThat(search("sextant").findValuesAsText("id")).contains(about));
        await().atMost(LONG).untilAsserted(() -> assertThat(search("theodolite").findValuesAsText("title")).doesNotContain("Clean the theodolite"));
        assertThat(site.fetched(codes)).isEqualTo(1);

        site.detach(ids.get(0), codes);
        await().atMost(LONG).untilAsserted(() -> assertThat(stored(site)).contains(about).doesNotContain(site.name() + ":" + ids.get(0) + ":" + codes));
        site.withdraw(ids.get(0));
        allAreStored(site, ids.subList(1, 3));
    }

    @ParameterizedTest
    @MethodSource("attaching")
    void anAttachmentThatCannotBeReadIsToldAndACrashBeforeOneIsFetchedLosesNone(SimulatedKnowledge site) {
        crashes.before("keepAttachment", 0);
        List<String> ids = publish(site, 2, LONG_AGO);
        String odd = site.attach(ids.get(0), "setup.exe", bytes("MZ\0\1\2\3 no document"), LONG_AGO);
        String large = site.attach(ids.get(0), "disk.pdf", new byte[Attachment.LARGEST + 1], LONG_AGO);
        String fine = site.attach(ids.get(1), "steps.md", bytes("# Wind the chronometer\n\nTurn it."), LONG_AGO);
        awaitError(site, Crashes.WORDS);
        crashes.none();
        List<String> all = new ArrayList<>(names(site, ids));
        all.add(site.name() + ":" + ids.get(1) + ":" + fine);
        await().atMost(LONG).untilAsserted(() -> assertThat(stored(site)).containsExactlyInAnyOrderElementsOf(all));
        await().atMost(LONG).untilAsserted(() -> assertThat(state(site).path("unread").asInt()).isEqualTo(2));
        assertThat(fault(large)).isEqualTo("larger than 20 MB");
        assertThat(site.fetched(large)).as("what is listed as too large is not fetched").isZero();
        assertThat(fault(odd)).contains("'setup.exe'").contains("not read here");
    }

    private String fault(String attachment) {
        return jdbc.sql("SELECT fault FROM knowledge_attachment WHERE attachment = :id").param("id", attachment).query(String.class).single();
    }

    @ParameterizedTest
    @MethodSource("sites")
    void labelsAndSpacesBecomeCategories(SimulatedKnowledge site) {
        site.publish("Switches", "<p>Look at the switch.</p>", LONG_AGO, "IT Net", "other");
        await().atMost(LONG).untilAsserted(() -> assertThat(jdbc.sql("SELECT array_to_string(categories, ',') || '/' || array_to_string(labels, ',') "
            + "FROM knowledge_document WHERE source = :source").param("source", site.name()).query(String.class).optional().orElse("")).startsWith("network/")
            .containsIgnoringCase("IT Net"));
    }

    @ParameterizedTest
    @MethodSource("sites")
    void aCrashBetweenTwoPagesOrInTheMiddleOfOneLosesNothing(SimulatedKnowledge site) {
        crashes.before("settleArticles", 0);
        List<String> ids = publish(site, 50, LONG_AGO);
        awaitError(site, Crashes.WORDS);
        await().atMost(LONG).until(() -> !stored(site).isEmpty());
        assertThat(stored(site)).as("a page, and not the next one").hasSizeBetween(1, 20);
        crashes.before("keepArticle", 25);
        crashes.pass("settleArticles");
        await().atMost(LONG).until(() -> stored(site).size() > 20);
        awaitError(site, Crashes.WORDS);
        crashes.none();
        allAreStored(site, ids);
        assertThat(ids).as("what was stored is not fetched again").filteredOn(id -> site.fetched(id) > 1).hasSizeLessThan(2);
    }

    @ParameterizedTest
    @MethodSource("sites")
    void aStormOfRefusalsForTheRateIsWaitedOut(SimulatedKnowledge site) {
        site.faults().always(Fault.TOO_MANY_CALLS);
        List<String> ids = publish(site, 5, LONG_AGO);
        awaitError(site, "429");
        long before = site.counted();
        await().during(Duration.ofMillis(2_200)).atMost(LONG).until(() -> stored(site).isEmpty());
        assertThat(site.counted() - before).as("few calls, however often it is tried").isLessThanOrEqualTo(3);
        site.faults().calm();
        allAreStored(site, ids);
    }

    @ParameterizedTest
    @MethodSource("sites")
    void credentialsThatAreWithdrawnAreToldAndNothingIsLost(SimulatedKnowledge site) {
        List<String> ids = publish(site, 3, LONG_AGO);
        allAreStored(site, ids);
        site.revoke(true);
        awaitError(site, "the credentials are wrong, expired or may not do this");
        allAreStored(site, ids);
        site.revoke(false);
        ids.addAll(publish(site, 2, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        allAreStored(site, ids);
    }

    @Test
    void aListThatStoppedInTheMiddleGoesOnThereAndBeginsAnewWhereThePlaceIsForgotten() {
        SimulatedConfluence site = (SimulatedConfluence) SITES.get("confluence");
        List<String> ids = publish(site, 50, LONG_AGO);
        site.malformed(ids.get(30), false);
        site.betweenPages(() -> {
            site.forgetCursors();
            site.faults().only(call -> call.path().contains("/pages/")).every(1);
        });
        await().atMost(LONG).untilAsserted(() -> assertThat(jdbc.sql("SELECT resume_after FROM connector_cursor WHERE connector = 'confluence'")
            .query(String.class).optional().orElse("")).contains("cursor"));
        site.faults().calm();
        allAreStored(site, ids);
        assertThat(ids.subList(0, 20)).allMatch(id -> site.fetched(id) == 1);
    }

    @ParameterizedTest
    @MethodSource("sites")
    void itsCredentialsAreChecked(SimulatedKnowledge site) {
        site.publish("Switches", "<p>Look at the switch.</p>", LONG_AGO);
        assertThat(verdict(site)).isEqualTo("ok");
        site.revoke(true);
        assertThat(verdict(site)).isEqualTo("failed");
        site.revoke(false);
    }

    @Test
    void noSecretStandsInAnAddress() {
        assertThat(camel.getEndpoints()).anyMatch(endpoint -> endpoint.getEndpointUri().contains("/api/now/table/kb_knowledge"));
        assertThat(camel.getEndpoints()).noneMatch(endpoint -> SITES.values().stream()
            .flatMap(site -> site.environment().entrySet().stream()).filter(entry -> entry.getKey().matches(".*(TOKEN|SECRET)$"))
            .anyMatch(entry -> endpoint.getEndpointUri().contains(entry.getValue())));
        assertThat(states.of("confluence").view().lastError()).isNull();
    }
}
