package io.serai.analysis;

import io.serai.classification.LabelledTicket;
import io.serai.classification.TicketClassifier;
import io.serai.home.HomeFiles;
import io.serai.ticket.Category;
import io.serai.ticket.Ticket;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Learns categories soon after the start and then once a day, tenant by tenant: from the tickets that are over and whose source gave them a category, and from a
 * file of labelled tickets if there is one. What one tenant's tickets teach holds for that tenant alone.
 */
class LearnCategories implements LearnedCategories, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(LearnCategories.class);
    /** Fewer teach less than the hub knows without them. */
    static final int FEWEST = 100;
    /** The latest of a tenant: what a service desk is asked changes. */
    private static final int MOST = 10_000;
    private static final int TEXT = 4_000;
    private static final Set<String> KNOWN = Arrays.stream(Category.values()).map(Category::json).collect(Collectors.toUnmodifiableSet());

    private final JdbcClient jdbc;
    private final CategoryProperties properties;
    private final HomeFiles home;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final ExecutorService learning = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "learn-categories");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    });
    private volatile Map<String, TicketClassifier> byTenant = Map.of();
    private volatile Optional<TicketClassifier> ofFile = Optional.empty();

    LearnCategories(JdbcClient jdbc, CategoryProperties properties, HomeFiles home) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.home = home;
    }

    @Override
    public Optional<TicketClassifier.Guess> guess(Ticket ticket) {
        return Optional.ofNullable(byTenant.get(ticket.tenant())).or(() -> ofFile)
            .map(classifier -> classifier.classify(ticket.title(), ticket.description() == null ? "" : ticket.description()));
    }

    /** On a thread of its own: others wait for the scheduler's. */
    @Scheduled(initialDelayString = "${serai.categories.learn-first:20s}", fixedDelayString = "${serai.categories.learn:24h}")
    void learnBeside() {
        if (underWay.compareAndSet(false, true)) {
            learning.execute(() -> {
                try {
                    learn();
                } catch (RuntimeException e) {
                    LOG.warn("categories could not be learned, what was learned before stays: {}", e.toString());
                } finally {
                    underWay.set(false);
                }
            });
        }
    }

    void learn() {
        List<LabelledTicket> labelled = fromFile();
        ofFile = train("the file", labelled);
        Map<String, TicketClassifier> learned = new HashMap<>();
        for (String tenant : jdbc.sql("SELECT DISTINCT tenant FROM (SELECT tenant FROM ticket ORDER BY id DESC LIMIT 100000) AS latest").query(String.class).list()) {
            List<LabelledTicket> own = of(tenant);
            if (!own.isEmpty()) {
                train("tenant " + tenant, Stream.concat(own.stream(), labelled.stream()).toList()).ifPresent(classifier -> learned.put(tenant, classifier));
            }
        }
        byTenant = Map.copyOf(learned);
    }

    private static Optional<TicketClassifier> train(String whose, List<LabelledTicket> tickets) {
        if (tickets.size() < FEWEST || TicketClassifier.learnable(tickets).size() < 2) {
            return Optional.empty();
        }
        TicketClassifier classifier = TicketClassifier.train(tickets);
        LOG.info("Categories learned for {} from {} tickets: {}", whose, tickets.size(), classifier.categories());
        return Optional.of(classifier);
    }

    private List<LabelledTicket> of(String tenant) {
        return jdbc.sql("""
                SELECT body ->> 'title', left(coalesce(body ->> 'description', '') || ' ' || coalesce(body ->> 'errorMessages', ''), :text), category FROM ticket
                WHERE tenant = :tenant AND status IN ('resolved', 'closed') AND category IS NOT NULL AND category <> 'other' ORDER BY id DESC LIMIT :most""")
            .param("text", TEXT).param("tenant", tenant).param("most", MOST)
            .query((row, n) -> new LabelledTicket(row.getString(1), row.getString(2).strip(), row.getString(3))).list();
    }

    /** Labels that are no category of the hub teach nothing here. */
    private List<LabelledTicket> fromFile() {
        if (properties.labelled() == null || properties.labelled().isBlank()) {
            return List.of();
        }
        try {
            List<LabelledTicket> all = LabelledTicket.read(home.home().resolve(properties.labelled()));
            List<LabelledTicket> known = all.stream().filter(ticket -> KNOWN.contains(ticket.category())).toList();
            if (known.size() < all.size()) {
                LOG.warn("serai.categories.labelled: {} of {} tickets have a category that is none of {}", all.size() - known.size(), all.size(), KNOWN);
            }
            return known;
        } catch (IOException e) {
            LOG.warn("serai.categories.labelled cannot be read, nothing is learned from it: {}", e.getMessage());
            return List.of();
        }
    }

    @Override
    public void destroy() {
        learning.shutdownNow();
    }
}
