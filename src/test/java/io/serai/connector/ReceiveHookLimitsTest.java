package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.work.IntakePressure;
import io.serai.work.WorkQueue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

/** What the door does when it must not, or cannot, take more (I4, I6). */
class ReceiveHookLimitsTest {

    private final WorkQueue queue = mock(WorkQueue.class);
    private final ProducerTemplate routes = mock(ProducerTemplate.class);
    private final Connector.Hook hook = new Connector.Hook(new PresentedSecret("x-secret", null, SenderSecret.ofText("the right one", null)), null,
        List.of(), List.of(), null);
    private final HookProperties properties = new HookProperties(DataSize.ofMegabytes(1), Duration.ofDays(8), 100, 256, Duration.ofSeconds(1));
    private final ConnectorStates states = new ConnectorStates(
        new PollProperties(Duration.ofMinutes(1), Duration.ofHours(1), 10, 5, Duration.ofMinutes(1), Duration.ofMinutes(1),
            Duration.ofMinutes(1), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofHours(1)), Clock.systemUTC(),
        new SimpleMeterRegistry());
    private final ReceiveHook door = new ReceiveHook(new Connectors() {
        @Override
        public Optional<Connector> find(String name) {
            return Optional.of(ConnectorBuilder.connector(name, "none").hook(hook).build());
        }

        @Override
        public List<Connector> all() {
            return List.of();
        }
    }, states, new VerifySender(Clock.systemUTC()), new OldSecrets(Clock.systemUTC(), new SimpleMeterRegistry()),
        new TakeIn(properties, Clock.systemUTC()), routes, queue, new IntakePressure(1, Duration.ZERO), properties, new SimpleMeterRegistry());

    @Test
    void aboveTheBacklogLimitItAnswers429AndWhenToComeBack() throws Exception {
        when(queue.backlog("received")).thenReturn(100L);
        ResponseEntity<?> answer = door.receive("c", request("the right one"));
        assertThat(answer.getStatusCode().value()).isEqualTo(429);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("10");
        verifyNoInteractions(routes);
    }

    @Test
    void whatCouldNotBeStoredIsNeverAnswered2xx() throws Exception {
        when(routes.requestBody(eq("direct:connector-receive-event"), any(), eq(StoredEvent.class)))
            .thenThrow(new CamelExecutionException("no database", null));
        ResponseEntity<?> answer = door.receive("c", request("the right one"));
        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("5");
    }

    private static MockHttpServletRequest request(String secret) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/hooks/c");
        request.addHeader("X-Secret", secret);
        request.setContent("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        return request;
    }
}
