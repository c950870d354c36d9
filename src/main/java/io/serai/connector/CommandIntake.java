package io.serai.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.work.WorkBodyType;
import io.serai.work.WorkQueue;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** One connector for a command that stores records without being a hub: what it stores a hub takes from the queue. */
public final class CommandIntake implements RecordIntake {

    /** With so many events waiting no more are stored; the default of {@code serai.hook.backlog-limit}. */
    private static final long BACKLOG = 500_000;

    private final NormalizeText normalize;
    private final StoreFed store;
    private final WorkQueue queue;
    private final Function<String, Optional<String>> environment;
    private final CheckRecords check = new CheckRecords();

    /**
     * @param normalize   of the connector; not closed here
     * @param transaction of the same database
     * @param environment finds the value of an environment variable
     */
    public CommandIntake(NormalizeText normalize, DataSource database, TransactionTemplate transaction, Clock clock,
                         Function<String, Optional<String>> environment) {
        this.normalize = normalize;
        this.environment = environment;
        JdbcTemplate jdbc = new JdbcTemplate(database);
        ObjectMapper json = new ObjectMapper();
        this.queue = WorkQueue.addingOnly(jdbc, json, List.of(new WorkBodyType("event", EventReference.class)));
        this.store = new StoreFed(new OnlyOne(normalize.connector()), new EventStore(jdbc, transaction, queue, json), clock, new SimpleMeterRegistry());
    }

    private record OnlyOne(Connector connector) implements Connectors {
        @Override
        public Optional<Connector> find(String name) {
            return Optional.of(connector).filter(one -> one.name().equals(name));
        }

        @Override
        public List<Connector> all() {
            return List.of(connector);
        }
    }

    @Override
    public List<Optional<String>> faults(String connector, List<ObjectNode> records) {
        return check.faults(normalize.connector(), records, normalize::kamelet);
    }

    @Override
    public String reading(String connector) {
        return CheckRecords.reading(normalize.connector(), name -> environment.apply(name).or(() -> Optional.of("")));
    }

    @Override
    public boolean isOpen(String connector) {
        return queue.backlog(EventStore.STAGE) < BACKLOG;
    }

    @Override
    public FeedReceipt store(FedRecords records) {
        return store.store(records);
    }
}
