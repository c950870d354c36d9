package io.serai.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.gap.GapReport.Coverage;
import io.serai.gap.GapReport.Gap;
import io.serai.testing.TestDatabase;
import io.serai.ticket.Priority;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class FindGapsTest {

    private static final DataSource SOURCE = TestDatabase.migrated();
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final JdbcClient jdbc = JdbcClient.create(SOURCE);
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void empty() {
        jdbc.sql("DELETE FROM ticket_runbook_links").update();
        jdbc.sql("DELETE FROM ticket").update();
    }

    @Test
    void likeTicketsWithoutAPageAreOneGapAndTheCostliestComesFirst() throws Exception {
        for (int i = 0; i < 5; i++) {
            ticket("Printer on floor " + i + " has a paper jam", "the printer jams when a page is printed", "printer", "low", "open", "2026-11-0" + (i + 1));
        }
        for (int i = 0; i < 3; i++) {
            ticket("Payment gateway times out", "payments fail with gateway time-out " + i, "server", "critical", "resolved", "2026-11-1" + i);
        }
        ticket("Where is the canteen", null, null, "low", "open", "2026-11-02");

        GapReport report = find(options());

        assertThat(report.gaps()).extracting(Gap::tickets).containsExactly(3, 5);
        assertThat(report.gaps()).extracting(Gap::cost).containsExactly(24.0, 5.0);
        Gap payments = report.gaps().get(0);
        assertThat(payments.title()).isEqualTo("Payment gateway times out");
        assertThat(payments.category()).isEqualTo("server");
        assertThat(payments.medianHours()).isEqualTo(2.0);
        assertThat(payments.terms()).contains("payment", "gateway");
        assertThat(payments.examples()).hasSize(3);
        assertThat(payments.first()).isEqualTo("2026-11-10T08:00:00Z");
        assertThat(payments.last()).isEqualTo("2026-11-12T08:00:00Z");
        assertThat(report.gaps().get(1).medianHours()).as("none of them is resolved").isNull();
        assertThat(report.found()).isEqualTo(2);
        assertThat(report.single()).isOne();
        assertThat(progress).startsWith("0 of 9 tickets read", "1 of 9 tickets read").contains("9 of 9 tickets read").endsWith("3 of 3 groups compared");
    }

    @Test
    void whatHasAPageIsNoGapAndCountsAsCovered() throws Exception {
        for (int i = 0; i < 4; i++) {
            String id = ticket("Reset my password", "forgot it", "account", "low", "resolved", i < 2 ? "2026-10-05" : "2026-11-05");
            link(id, i == 0 ? "review" : i == 1 ? "rejected" : "linked");
        }
        GapReport report = find(options());
        assertThat(report.tickets()).isEqualTo(4);
        assertThat(report.answered()).isEqualTo(2);
        assertThat(report.gaps()).as("two are too few").isEmpty();
        assertThat(report.byMonth()).containsExactly(new Coverage("2026-10", 2, 0), new Coverage("2026-11", 2, 2));
        assertThat(report.byCategory()).containsExactly(new Coverage("account", 4, 2));
    }

    @Test
    void otherTenantsOlderTicketsAndChangesAreLeftOut() throws Exception {
        for (int i = 0; i < 3; i++) {
            ticket("b", "incident", "VPN drops", "vpn drops", "vpn", "low", "open", "2026-11-01");
            ticket("default", "change", "VPN drops", "vpn drops", "vpn", "low", "open", "2026-11-01");
            ticket("VPN drops", "vpn drops", "vpn", "low", "open", "2026-01-01");
        }
        GapReport report = find(options());
        assertThat(report.tickets()).isZero();
        assertThat(report.gaps()).isEmpty();
        assertThat(GapPage.of(report)).contains("No group of like tickets");
    }

    @Test
    void groupsThatMeanTheSameInOtherWordsAreOneGap() throws Exception {
        for (int i = 0; i < 3; i++) {
            ticket("Laptop overheats", "fan runs loud all day", "laptop", "low", "open", "2026-11-01");
            ticket("Notebook becomes hot", "cooling makes noise", "laptop", "low", "open", "2026-11-02");
        }
        FindGaps hot = new FindGaps(SOURCE, Clock.fixed(NOW, ZoneOffset.UTC), FindGapsTest::terms, text -> new float[] {1, 0});
        assertThat(hot.find(options(), this::told).gaps()).extracting(Gap::tickets).containsExactly(6);
        assertThat(find(options()).gaps()).extracting(Gap::tickets).containsExactly(3, 3);
    }

    @Test
    void thePageShowsTicketsAsTextAndLoadsNothing() throws Exception {
        for (int i = 0; i < 3; i++) {
            ticket("<script>alert(1)</script> \"quoted\"", "<img src=x onerror=alert(1)>", "email", "low", "open", "2026-11-01");
        }
        String page = GapPage.of(find(options()));
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "0 of 3 have a page (0 %)", "<svg", "default-src 'none'")
            .doesNotContain("<script", "<img", "http://", "src=");
    }

    @Test
    void optionsOutOfTheirRangeAreNamed() {
        assertThatThrownBy(() -> new GapOptions("default", NOW, 1, 5, Map.of())).hasMessageStartingWith("least is 1");
        assertThatThrownBy(() -> new GapOptions("default", NOW, 3, 0, Map.of())).hasMessageStartingWith("most is 0");
        assertThatThrownBy(() -> new GapOptions("default", NOW, 3, 5, Map.of(Priority.HIGH, Double.NaN))).hasMessageStartingWith("cost of high is NaN");
    }

    private void told(String step, int done, int all) {
        progress.add(done + " of " + all + " " + step);
    }

    private GapReport find(GapOptions options) throws SQLException {
        // texts that share no word mean different things
        return new FindGaps(SOURCE, Clock.fixed(NOW, ZoneOffset.UTC), FindGapsTest::terms, FindGapsTest::distinct).find(options, this::told);
    }

    private static GapOptions options() {
        return new GapOptions("default", Instant.parse("2026-08-20T00:00:00Z"), 3, 10, Map.of());
    }

    private static List<String> terms(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z]+")).filter(term -> term.length() > 3).toList();
    }

    private static float[] distinct(String text) {
        float[] vector = new float[997];
        vector[Math.floorMod(text.substring(0, Math.min(12, text.length())).hashCode(), vector.length)] = 1;
        return vector;
    }

    private String ticket(String title, String description, String category, String priority, String status, String day) {
        return ticket("default", "incident", title, description, category, priority, status, day);
    }

    private String ticket(String tenant, String kind, String title, String description, String category, String priority, String status, String day) {
        String id = UUID.randomUUID().toString();
        jdbc.sql("""
                INSERT INTO ticket (id, tenant, connector, external_id, kind, category, priority, status, body)
                VALUES (:id::uuid, :tenant, 'c', :id, :kind, :category, :priority, :status,
                    jsonb_strip_nulls(jsonb_build_object('title', :title::text, 'description', :description::text,
                        'createdAt', :day || 'T08:00:00Z', 'updatedAt', :day || 'T10:00:00Z')))""")
            .param("id", id).param("tenant", tenant).param("kind", kind).param("category", category, Types.VARCHAR).param("priority", priority)
            .param("status", status).param("title", title).param("description", description, Types.VARCHAR).param("day", day).update();
        return id;
    }

    private void link(String ticket, String state) {
        boolean judged = state.equals("rejected") || state.equals("confirmed");
        jdbc.sql("""
                INSERT INTO ticket_runbook_links (id, tenant, ticket_id, document, page, title, confidence, automatic, state, openings, reviewed_by, reviewed_at, created_at)
                VALUES (gen_random_uuid(), 'default', :ticket::uuid, gen_random_uuid(), 'p', 'P', 0.9, true, :state, 1, :by, now(), now())""")
            .param("ticket", ticket).param("state", state).param("by", judged ? "pat" : null, Types.VARCHAR).update();
    }
}
