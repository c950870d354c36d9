package io.serai.work;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code serai.work}.
 *
 * @param poll   how often an idle stage looks for work that another process queued
 * @param lostLeases after so many leases that ran out, because the process died or hung, a piece of work is taken to be the cause and becomes
 *               a dead letter; what merely waited beside the cause is counted too, so this is more than the tries of a step that fails
 * @param yielding when the workers let senders go first
 * @param stages by name: {@code received}, {@code analyze}, {@code remediate}, {@code write-back}, {@code document}, {@code alarm}, {@code draft},
 *               {@code converse}
 */
@Validated
@ConfigurationProperties("serai.work")
record WorkProperties(@DefaultValue("500ms") Duration poll, @DefaultValue("20") @Min(1) int lostLeases, @Valid @DefaultValue Yielding yielding,
                      @Valid @DefaultValue Map<String, Stage> stages) {

    /**
     * When the workers let senders go first.
     *
     * @param above   requests being taken in at the same moment from which on they do
     * @param longest for how long they do before the next piece of work, so that work goes on under any load
     */
    record Yielding(@DefaultValue("4") @Min(1) int above, @DefaultValue("250ms") Duration longest) {
    }

    /**
     * One stage.
     *
     * @param workers threads that work on it
     * @param batch   most pieces of work that a worker does at once, where the stage's route takes lists; 0 where it does not
     * @param lease   for how long a piece of work belongs to its worker; renewed while the worker is at it
     * @param backoff waiting times after the first, second, … failure; after one failure more it becomes a dead letter
     */
    record Stage(@DefaultValue("2") @Min(1) @Max(256) int workers, @DefaultValue("0") @Min(0) @Max(1000) int batch, @DefaultValue("60s") Duration lease,
                 @DefaultValue({"60s", "120s", "240s"}) List<Duration> backoff) {
    }

    /** @throws IllegalArgumentException if there is no such stage */
    Stage stage(String name) {
        Stage stage = stages.get(name);
        if (stage == null) {
            throw new IllegalArgumentException("no stage '" + name + "' in serai.work.stages " + stages.keySet());
        }
        return stage;
    }
}
