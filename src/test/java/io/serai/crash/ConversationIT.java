package io.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 50 people talk with the hub about a ticket each, and the hub is killed with SIGKILL in the middle: each conversation goes on where it was, nothing
 * is asked twice, and no answer is lost or counted twice.
 */
class ConversationIT {

    private static final int PEOPLE = Integer.getInteger("serai.conversation.people", 50);

    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void eachOfFiftyConversationsGoesOnWhereItWas(@TempDir Path home) throws Exception {
        Talker.prepare(home);
        Stream<String> leases = Stream.of("analyze", "converse", "write-back").map(stage -> "--serai.work.stages." + stage + ".lease=3s");
        HubProcess hub = new HubProcess(home, Map.of(), leases.toList());
        hub.start();
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        try {
            long begin = System.nanoTime();
            List<Future<Talker>> talks = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                Talker person = new Talker(hub, i, answered, Duration.ZERO, Duration.ofMillis(500));
                talks.add(people.submit(person::talk));
            }
            int moment = PEOPLE * Talker.ROUNDS * 2 / 5;
            await().atMost(Duration.ofSeconds(120)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(3)).until(() -> answered.get() >= moment);
            hub.kill();
            int atKill = answered.get();
            long restart = hub.start();
            for (Future<Talker> talk : talks) {
                talk.get(180, TimeUnit.SECONDS).check();
            }
            System.out.printf("conversations: people=%d answers=%d answeredAtKill=%d restartMs=%d totalMs=%d%n", PEOPLE, answered.get(), atKill, restart,
                (System.nanoTime() - begin) / 1_000_000);
            assertThat(answered.get()).isEqualTo(PEOPLE * Talker.ROUNDS);
        } finally {
            people.shutdownNow();
            hub.stop();
        }
    }
}
