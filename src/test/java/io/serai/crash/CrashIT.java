package io.serai.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TRUST R1, invariants I1 and I2: the hub is killed with SIGKILL while it receives, processes and acts. 5 kills by default; for 50:
 * {@code mvn verify -DskipUnitTests -Dit.test=CrashIT -Dserai.crash.kills=50}.
 */
class CrashIT {

    private static final int KILLS = Integer.getInteger("serai.crash.kills", 5);
    private static final Duration LEASE = Duration.ofSeconds(3);

    @Test
    void r1NothingAcknowledgedIsLostAndNoActionRunsTwice(@TempDir Path home) throws Exception {
        Random random = new Random(1);
        long slowest = 0;
        try (OperationsStub operations = new OperationsStub()) {
            HubLoad load = new HubLoad(operations);
            HubProcess hub = load.hub(home, LEASE, List.of());
            hub.start();
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    load.send();
                    load.awaitMore(20 + random.nextInt(1_000));
                    hub.kill();
                    load.stop();
                    slowest = Math.max(slowest, hub.start());
                }
                load.drain(Duration.ofSeconds(120 + 10L * KILLS));
                System.out.printf("crash: kills=%d %s executions=%s slowestRestartMs=%d%n", KILLS, load, load.executions(), slowest);
                load.check(KILLS);
            } finally {
                hub.stop();
            }
        }
    }
}
