package io.serai.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** Does trial work as its name says: what is called poison fails, what is hopeless fails for good, what is to be later is postponed once; the rest waits for its gate. */
class TakeTrial {

    record Trial(String name, String ticket) implements WorkBody {
        @Override
        public String workKey() {
            return name;
        }

        @Override
        public String orderingKey() {
            return ticket;
        }
    }

    static class Hopeless extends RuntimeException implements NotRetryable {
        private static final long serialVersionUID = 1L;
    }

    final Queue<String> taken = new ConcurrentLinkedQueue<>();
    final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    volatile Consumer<String> done = name -> { };
    final Queue<Integer> batches = new ConcurrentLinkedQueue<>();
    final Queue<String> finished = new ConcurrentLinkedQueue<>();

    public void takeAll(List<Trial> trials) {
        batches.add(trials.size());
        if (trials.stream().anyMatch(trial -> trial.name().startsWith("poison"))) {
            throw new IllegalStateException("poison in a batch");
        }
        trials.forEach(trial -> finished.add(trial.name()));
    }

    public void take(Trial trial, Exchange exchange) throws InterruptedException {
        taken.add(trial.name());
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        if (trial.name().startsWith("poison")) {
            throw new IllegalStateException("poison " + trial.name());
        }
        if (trial.name().startsWith("hopeless")) {
            throw new Hopeless();
        }
        if (trial.name().startsWith("later") && taken.stream().filter(trial.name()::equals).count() == 1) {
            throw new Postponed(Duration.ofMillis(100), "not yet");
        }
        CountDownLatch gate = gates.get(trial.name());
        if (gate != null) {
            gate.await(30, TimeUnit.SECONDS);
        }
        done.accept(trial.name());
    }
}
