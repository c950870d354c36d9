package io.serai.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.testing.TestDatabase;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Calls of models as they are kept and counted. TRUST S12: a budget stops calls; S18: a tenant sees its own alone. */
class CallStoreTest {

    private static DataSource source;

    private final String ticket = UUID.randomUUID().toString();

    @BeforeAll
    static void database() {
        source = TestDatabase.migrated();
    }

    @BeforeEach
    void nothingIsUsed() {
        JdbcClient.create(source).sql("DELETE FROM llm_call").update();
    }

    @Test
    void aCallIsKeptFromItsBeginningToItsEnd() throws Exception {
        CallStore store = store(Map.of());
        UUID id = UUID.fromString(store.begin("a", call(ticket, 100, 50, "0.3")));
        assertThat(store.find("a", id)).hasValueSatisfying(kept -> {
            assertThat(kept.outcome()).isEqualTo("underway");
            assertThat(kept.request()).isEqualTo("asked");
            assertThat(kept.tokensOut()).isEqualTo(50);
        });
        store.end(id.toString(), ended(ticket, "answered", 90, 20, "0.1"));
        LlmCall kept = store.find("a", id).orElseThrow();
        assertThat(kept).usingRecursiveComparison().ignoringFields("calledAt").isEqualTo(new LlmCall(id.toString(), ticket, "case", "inn", "inn-1-2026", "analyze-case.v2",
            false, "asked", "said", "answered", 1_200, 90, 20, false, new BigDecimal("0.1"), null));
        assertThat(store.find("b", id)).as("S18").isEmpty();
    }

    @Test
    void callsAreListedNewestFirstWithoutTheirTextsPageByPageAndTenantByTenant() throws Exception {
        CallStore store = store(Map.of());
        String other = UUID.randomUUID().toString();
        for (String about : List.of(ticket, other, ticket)) {
            store.begin("a", call(about, 1, 1, "0"));
        }
        store.begin("b", call(ticket, 1, 1, "0"));
        List<LlmCall> all = store.list("a", null, Optional.empty(), 10);
        assertThat(all).extracting(LlmCall::ticket).containsExactlyInAnyOrder(ticket, other, ticket);
        assertThat(all).extracting(LlmCall::id).isSortedAccordingTo((one, two) -> two.compareTo(one));
        assertThat(all).allSatisfy(call -> assertThat(call.request()).isNull());
        assertThat(store.list("a", UUID.fromString(ticket), Optional.empty(), 10)).hasSize(2);
        assertThat(store.list("a", null, Optional.of(UUID.fromString(all.get(0).id())), 10)).isEqualTo(all.subList(1, 3));
    }

    @Test
    void aCeilingCountsCallsThatAreUnderWayWithTheMostTheyMayUse() throws Exception {
        CallStore store = store(Map.of("ticket.tokens", "200"));
        String id = store.begin("a", call(ticket, 100, 50, "0"));
        assertThatThrownBy(() -> store.begin("a", call(ticket, 51, 0, "0"))).hasMessage("unusable answer: ceiling-ticket");
        store.begin("a", call(UUID.randomUUID().toString(), 100, 50, "0"));
        store.end(id, ended(ticket, "answered", 60, 40, "0"));
        store.begin("a", call(ticket, 60, 40, "0"));
        assertThatThrownBy(() -> store.begin("a", call(ticket, 1, 0, "0"))).hasMessage("unusable answer: ceiling-ticket");
    }

    @Test
    void eachCeilingCountsItsOwn() throws Exception {
        CallStore money = store(Map.of("day.money", "0.5", "tenant-day.money", "0.3"));
        money.begin("a", call(ticket, 10, 10, "0.3"));
        assertThatThrownBy(() -> money.begin("a", call(ticket, 10, 10, "0.001"))).hasMessage("unusable answer: ceiling-tenant-day");
        money.begin("a", call(ticket, 10, 10, "0"));
        money.begin("b", call(ticket, 10, 10, "0.2"));
        assertThatThrownBy(() -> money.begin("c", call(ticket, 10, 10, "0.001"))).hasMessage("unusable answer: ceiling-day");
        assertThat(money.usedUp()).as("what costs nothing is asked still").isEmpty();
        CallStore tokens = store(Map.of("hour.tokens", "60"));
        assertThat(tokens.usedUp()).hasValue("hour");
        LlmRoutes routes = new LlmRoutes(properties(Map.of()), List.of(), new ObjectMapper(), Clock.systemUTC());
        assertThat(new LlmHealthIndicator(properties(Map.of()), routes, new ProviderPauses(Clock.systemUTC()), tokens, new DefaultCamelContext()).health().getDetails())
            .containsEntry("ceiling", "used up: hour");
        JdbcClient.create(source).sql("UPDATE llm_call SET called_at = called_at - interval '61 minutes'").update();
        tokens.begin("a", call(ticket, 30, 30, "0"));
    }

    /** Two processes share the ceiling: of twenty calls at once as many go through as it has room for, and not one more. */
    @Test
    void twoProcessesTogetherStayBelowTheCeiling() throws Exception {
        List<CallStore> processes = List.of(store(Map.of("day.tokens", "700")), store(Map.of("day.tokens", "700")));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> calls = threads.invokeAll(IntStream.range(0, 20).mapToObj(i -> (Callable<Boolean>) () -> {
                try {
                    processes.get(i % 2).begin("a", call(UUID.randomUUID().toString(), 50, 50, "0"));
                    return true;
                } catch (UnusableAnswerException e) {
                    assertThat(e.reason()).isEqualTo("ceiling-day");
                    return false;
                }
            }).toList());
            int made = 0;
            for (Future<Boolean> call : calls) {
                made += call.get() ? 1 : 0;
            }
            assertThat(made).isEqualTo(7);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void figuresAreOfTheTenantAndTheTimeAskedFor() throws Exception {
        CallStore store = store(Map.of());
        store.end(store.begin("a", call(ticket, 9, 9, "9")), ended(ticket, "answered", 10, 5, "0.1"));
        store.end(store.begin("a", call(ticket, 9, 9, "9")), ended(ticket, "answered", 20, 5, "0.1"));
        store.end(store.begin("a", call(ticket, 9, 9, "9")), ended(ticket, "timeout", 10, 0, "0.05"));
        store.end(store.begin("b", call(ticket, 9, 9, "9")), ended(ticket, "schema", 10, 5, "0.1"));
        assertThat(store.sums("a", Duration.ofHours(1))).usingRecursiveFieldByFieldElementComparatorIgnoringFields("cost")
            .containsExactly(new CallStore.Sum("inn", "answered", 2, 30, 10, null), new CallStore.Sum("inn", "timeout", 1, 10, 0, null));
        assertThat(store.latencies("a", Duration.ofHours(1))).containsExactly(new CallStore.Latency("inn", 1_200, 1_200));
        JdbcClient.create(source).sql("UPDATE llm_call SET called_at = called_at - interval '2 hours'").update();
        assertThat(store.sums("a", Duration.ofHours(1))).isEmpty();
    }

    @Test
    void oldCallsAreForgottenAndThoseThatWereNeverMade() throws Exception {
        CallStore store = store(Map.of());
        store.forget(store.begin("a", call(ticket, 1, 1, "0")));
        assertThat(store.list("a", null, Optional.empty(), 10)).isEmpty();
        store.begin("a", call(ticket, 1, 1, "0"));
        JdbcClient.create(source).sql("UPDATE llm_call SET called_at = called_at - interval '91 days'").update();
        store.begin("a", call(ticket, 1, 1, "0"));
        new ForgetCalls(store, properties(Map.of())).forget();
        assertThat(store.list("a", null, Optional.empty(), 10)).hasSize(1);
    }

    private static LlmCall call(String ticket, int in, int out, String cost) {
        return new LlmCall(null, ticket, "case", "inn", "inn-1", "analyze-case.v2", false, "asked", null, null, null, in, out, true, new BigDecimal(cost), null);
    }

    private static LlmCall ended(String ticket, String outcome, int in, int out, String cost) {
        return new LlmCall(null, ticket, "case", "inn", "inn-1-2026", "analyze-case.v2", false, null, "said", outcome, 1_200, in, out, false, new BigDecimal(cost), null);
    }

    private static CallStore store(Map<String, String> ceilings) {
        return new CallStore(JdbcClient.create(source), new JdbcTransactionManager(source), properties(ceilings), Clock.systemUTC());
    }

    private static LlmProperties properties(Map<String, String> ceilings) {
        Map<String, String> settings = new HashMap<>();
        ceilings.forEach((name, value) -> settings.put("serai.llm.ceilings." + name, value));
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("serai.llm", LlmProperties.class);
    }
}
