package io.serai.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.HomeFiles;
import io.serai.testing.HubTest;
import io.serai.testing.Tickets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@HubTest
class LearnedFromTicketsTest {

    @Autowired JdbcClient jdbc;
    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aTenantsOwnTicketsThatAreOverTeachWhatItCallsThings() {
        file(tenant, "resolved", "printer", "quargel zwirn", 60);
        file(tenant, "closed", "phone", "mumpitz fizzle", 60);
        file(tenant, "open", "storage", "quargel zwirn", 60);
        LearnCategories learned = new LearnCategories(jdbc, new CategoryProperties(null, Duration.ZERO, Duration.ZERO), new HomeFiles(Path.of("")));
        try {
            learned.learn();
            assertThat(learned.guess(Tickets.ticket().tenant(tenant).title("zwirn").description("quargel").build()).orElseThrow().category()).isEqualTo("printer");
            assertThat(learned.guess(Tickets.ticket().tenant(tenant).title("fizzle").description("mumpitz").build()).orElseThrow().category()).isEqualTo("phone");
            assertThat(learned.guess(Tickets.ticket().tenant(tenant + "x").title("zwirn").build())).isEmpty();
        } finally {
            learned.destroy();
        }
    }

    private void file(String of, String status, String category, String words, int many) {
        jdbc.sql("""
            INSERT INTO ticket (id, tenant, connector, external_id, kind, category, priority, status, body)
            SELECT gen_random_uuid(), :tenant, 'test', :category || n, 'incident', :category, 'low', :status,
                jsonb_build_object('title', :words || ' ' || n % 7, 'description', 'please help with ' || :words || ' number ' || n)
            FROM generate_series(1, :many) AS n""")
            .param("tenant", of).param("category", category).param("status", status).param("words", words).param("many", many).update();
    }
}
