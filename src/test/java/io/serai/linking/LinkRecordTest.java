package io.serai.linking;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.decision.TrackRecord.Count;
import io.serai.decision.TrackRecord.Part;
import io.serai.decision.TrackRecord.Question;
import io.serai.testing.HubTest;
import io.serai.ticket.Category;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@HubTest
class LinkRecordTest {

    @Autowired LinkRecord record;
    @Autowired JdbcClient jdbc;
    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void countsPagesThatPeopleJudgedForTicketsOfOneTenantAndCategory() {
        link(tenant, "vpn", "confirmed", 1);
        link(tenant, "vpn", "confirmed", 2);
        link(tenant, "vpn", "rejected", 3);
        link(tenant, "vpn", "linked", 3);
        link(tenant, "vpn", "confirmed", 91);
        link(tenant, "wifi", "confirmed", 1);
        link(tenant + "x", "vpn", "confirmed", 1);

        assertThat(record.of(new Question(tenant, Category.VPN, null))).containsExactly(new Count(Part.FEEDBACK, "pages found right", 2, 3));
    }

    @Test
    void saysNothingOfActionsAndNothingWhereNobodyJudged() {
        link(tenant, "vpn", "confirmed", 1);
        assertThat(record.of(new Question(tenant, Category.VPN, "restart-service"))).isEmpty();
        assertThat(record.of(new Question(tenant, Category.EMAIL, null))).isEmpty();
    }

    private void link(String of, String category, String state, int daysAgo) {
        String ticket = UUID.randomUUID().toString();
        boolean judged = state.equals("confirmed") || state.equals("rejected");
        jdbc.sql("""
            INSERT INTO ticket_runbook_links (id, tenant, ticket_id, document, page, title, confidence, automatic, state, openings, reviewed_by, reviewed_at, created_at)
            SELECT gen_random_uuid(), ?, ?::uuid, gen_random_uuid(), 'p', 't', 0.5, false, ?, 1, ?, CASE WHEN ? THEN at END, at
            FROM (SELECT now() - make_interval(days => ?) AS at) ago""").params(of, ticket, state, judged ? "jane" : null, judged, daysAgo).update();
        jdbc.sql("""
            INSERT INTO decision (id, ticket_id, analysis_id, path, category, confidence, reasons, decided_at)
            VALUES (gen_random_uuid(), ?::uuid, gen_random_uuid(), 'RESOLVE', ?, 0.9, '[]', now())""").params(ticket, category).update();
    }
}
