package io.serai.knowledge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Learns from what people said of links, tenant by tenant: now and then it takes the verdicts that are new and corrects the correction that the
 * confidences of those links were shown with. What one tenant says changes no other's confidences. Safe for concurrent use, and for several
 * processes: each verdict counts once.
 */
@Component
class KeepCalibration {

    private static final Logger LOG = LoggerFactory.getLogger(KeepCalibration.class);
    /** A verdict counts once it is so old: by then all that are older are committed. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final CalibrationStore store;
    private final TransactionOperations transactions;
    private final Clock clock;
    private volatile Map<String, Calibration> calibrations = Map.of();

    KeepCalibration(CalibrationStore store, TransactionOperations transactions, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** {@link Calibration#NONE} until people have said something, and until it is read for the first time. */
    Calibration of(String tenant) {
        return calibrations.getOrDefault(tenant, Calibration.NONE);
    }

    @Scheduled(initialDelayString = "${serai.knowledge.recalibrate-first:5s}", fixedDelayString = "${serai.knowledge.recalibrate:10m}")
    void recalibrate() {
        Instant until = clock.instant().minus(SETTLED);
        for (String tenant : store.votes(until).keySet()) {
            transactions.executeWithoutResult(status -> recalibrate(tenant, until));
        }
        calibrations = Map.copyOf(store.all());
    }

    private void recalibrate(String tenant, Instant until) {
        Calibration before = store.lock(tenant, clock.instant());
        List<Recalibrate.Vote> votes = store.votes(until).getOrDefault(tenant, List.of());
        if (!votes.isEmpty()) {
            Calibration after = before.then(Recalibrate.by(votes));
            store.change(tenant, after, votes.size(), until, clock.instant());
            LOG.info("Confidence in pages, tenant {}: {} verdicts on links, shift {} -> {}, scale {} -> {}", tenant, votes.size(),
                rounded(before.shift()), rounded(after.shift()), rounded(before.scale()), rounded(after.scale()));
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
