package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** Where a poll begins and goes on; no source is called. */
@DirtiesContext
@SpringBootTest(properties = {"camel.main.routes-include-pattern=file:routes/policy-repeat-poll.camel.yaml", "serai.connector.max-pages=2",
    "serai.connector.overlap=60s", "serai.connector.look-back=1h"})
class PollCursorTest {

    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

    @TestConfiguration
    static class Beans {
        @Bean
        @Primary
        Clock testClock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }

        @Bean
        @Primary
        Connectors testConnectors() {
            return new Connectors() {
                private final Connector inn = ConnectorBuilder.connector("inn", "inn-action").build();

                @Override
                public Optional<Connector> find(String name) {
                    return Optional.of(inn).filter(connector -> connector.name().equals(name));
                }

                @Override
                public List<Connector> all() {
                    return List.of();
                }
            };
        }
    }

    @Autowired
    StartPoll startPoll;
    @Autowired
    StoreRecords storeRecords;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void clear() {
        jdbc.sql("DELETE FROM connector_cursor").update();
    }

    @Test
    void theFirstPollLooksBackAndTheNextBeginsAnOverlapBeforeTheNewestRecord() {
        Poll first = startPoll.start("inn");
        assertThat(first.since()).isEqualTo(NOW.minusSeconds(3600));
        assertThat(first.more()).isTrue();
        Poll done = storeRecords.store(page(first, "a", 3, NOW.minusSeconds(600), false));
        assertThat(done.more()).isFalse();
        assertThat(startPoll.start("inn").since()).isEqualTo(NOW.minusSeconds(660));
    }

    @Test
    void aPageThatIsStoredAgainAfterACrashIsStoredOnce() {
        Poll first = startPoll.start("inn");
        storeRecords.store(page(first, "b", 5, NOW.minusSeconds(600), true));
        jdbc.sql("DELETE FROM connector_cursor").update();
        storeRecords.store(page(startPoll.start("inn"), "b", 5, NOW.minusSeconds(600), true));
        assertThat(jdbc.sql("SELECT count(*) FROM event WHERE event_key LIKE 'p:b%'").query(Long.class).single()).isEqualTo(5);
    }

    @Test
    void aCrashBetweenPagesGoesOnAtTheNextPage() {
        Poll first = startPoll.start("inn");
        storeRecords.store(page(first, "c", 5, NOW.minusSeconds(600), true));
        Poll again = startPoll.start("inn");
        assertThat(again.since()).isEqualTo(first.since());
        assertThat(again.after()).isEqualTo("{\"place\":1}");
    }

    @Test
    void aPollStopsAtItsPageCapAndTheNextOneGoesOnThereAndEnds() {
        Poll poll = startPoll.start("inn");
        poll = storeRecords.store(page(poll, "d", 2, NOW.minusSeconds(500), true));
        assertThat(poll.more()).isTrue();
        poll = storeRecords.store(page(poll, "e", 2, NOW.minusSeconds(400), true));
        assertThat(poll.more()).as("two pages are the cap").isFalse();
        Poll next = startPoll.start("inn");
        assertThat(next.after()).isEqualTo("{\"place\":2}");
        storeRecords.store(page(next, "f", 2, NOW.minusSeconds(300), false));
        assertThat(startPoll.start("inn").after()).isEqualTo("null");
        assertThat(startPoll.start("inn").since()).isEqualTo(NOW.minusSeconds(360));
    }

    @Test
    void aRecordFromTheFutureOrThePastDoesNotCarryTheCursorAway() {
        storeRecords.store(page(startPoll.start("inn"), "g", 1, NOW.plusSeconds(86_400), false));
        assertThat(startPoll.start("inn").since()).isEqualTo(NOW.minusSeconds(60));
        storeRecords.store(page(startPoll.start("inn"), "h", 1, NOW.minusSeconds(86_400), false));
        assertThat(startPoll.start("inn").since()).isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void aPlaceThatIsToBeKeptOutlivesThePoll() {
        storeRecords.store(page(startPoll.start("inn"), "k", 1, NOW, false, true));
        assertThat(startPoll.start("inn").after()).isEqualTo("{\"place\":1}");
        storeRecords.store(page(startPoll.start("inn"), "l", 1, NOW, false));
        assertThat(startPoll.start("inn").after()).isEqualTo("null");
    }

    @Test
    void aConnectorThatIsOffIsNotPolled() {
        assertThat(startPoll.start("nobody").more()).isFalse();
    }

    private static RecordPage page(Poll poll, String prefix, int count, Instant changedAt, boolean more) {
        return page(poll, prefix, count, changedAt, more, false);
    }

    private static RecordPage page(Poll poll, String prefix, int count, Instant changedAt, boolean more, boolean keep) {
        return new RecordPage(poll, IntStream.range(0, count).mapToObj(i -> new RecordPage.Record(prefix + i, changedAt,
            new ObjectMapper().createObjectNode().put("id", prefix + i))).toList(), more, "{\"place\":" + (poll.pages() + 1) + "}", keep);
    }
}
