package io.serai.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The way into the queue for code that has to join it to its own transaction; routes use the kamelet {@code <kind>-queue-sink}. */
public interface WorkQueue {

    /**
     * Queues bodies, in the caller's transaction if there is one. A body that waits already (same stage, same
     * work key) is left as it is; one that is being worked on waits a second time, for it may have come too late.
     *
     * @param stage one of the configured stages
     */
    void enqueue(String stage, List<Entry> entries);

    /**
     * Puts a body straight to the dead letters, in the caller's transaction if there is one: it can be seen at once that no step can use it.
     *
     * @param error what is wrong with it, in words
     */
    void bury(String stage, Entry entry, String error);

    /** Those of the work keys that lie in the dead letters of the stage and were not replayed. */
    Set<String> buried(String stage, Collection<String> workKeys);

    /** Number of pieces of work in the stage, at most two seconds old, plus what this process added since. */
    long backlog(String stage);

    /**
     * A queue for a process that adds work and does none, such as a command.
     *
     * @param types of the bodies it adds
     */
    static WorkQueue addingOnly(JdbcTemplate jdbc, ObjectMapper json, List<WorkBodyType> types) {
        return new PostgresWorkQueue(new WorkStore(jdbc, json, types), Set.of(), new SimpleMeterRegistry()) {
            @Override
            public long backlog(String stage) {
                refresh();
                return super.backlog(stage);
            }
        };
    }

    /** A body and the correlation id of the raw event that it follows from. */
    record Entry(WorkBody body, String correlation) {
    }
}
