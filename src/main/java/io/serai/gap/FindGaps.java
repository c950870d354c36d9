package io.serai.gap;

import io.serai.gap.GapReport.Coverage;
import io.serai.gap.GapReport.Example;
import io.serai.gap.GapReport.Gap;
import io.serai.gap.StoredTickets.Stored;
import io.serai.ticket.Priority;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Finds what tickets ask for again and again and no page answers. */
public final class FindGaps {

    private static final int EXAMPLES = 5;
    private static final int TERMS = 6;
    /** Of the text, beside the title, what is compared by its meaning. */
    private static final int OPENING = 400;
    private static final int TITLE = 120;
    private static final String READ = "tickets read";
    private static final String NO_CATEGORY = "none";

    private final StoredTickets tickets;
    private final Clock clock;
    private final Function<String, List<String>> terms;
    private final Function<String, float[]> meaning;

    /**
     * @param terms   of a text, as {@link io.serai.knowledge.Likeness#terms}
     * @param meaning of a text, as {@link io.serai.knowledge.Likeness#meaning}
     */
    public FindGaps(DataSource source, Clock clock, Function<String, List<String>> terms, Function<String, float[]> meaning) {
        this.tickets = new StoredTickets(source);
        this.clock = clock;
        this.terms = terms;
        this.meaning = meaning;
    }

    /** A ticket without a page; its text is kept as weights, and its opening. */
    private record Open(String id, String title, String opening, String category, Priority priority, Instant created, Double hours) {
    }

    private static final class Count {
        private int all;
        private int answered;

        void add(boolean has) {
            all++;
            answered += has ? 1 : 0;
        }

        Coverage named(String name) {
            return new Coverage(name, all, answered);
        }
    }

    public GapReport find(GapOptions options, GapWatch watch) throws SQLException {
        Instant now = clock.instant();
        Count all = new Count();
        Map<String, Count> categories = new HashMap<>();
        Map<YearMonth, Count> months = new TreeMap<>();
        List<Open> open = new ArrayList<>();
        List<TermWeights.Counts> counts = new ArrayList<>();
        TermWeights weights = new TermWeights(terms);
        int expected = tickets.count(options.tenant(), options.since());
        watch.at(READ, 0, expected);
        tickets.read(options.tenant(), options.since(), ticket -> {
            all.add(ticket.answered());
            watch.at(READ, all.all, Math.max(all.all, expected));
            categories.computeIfAbsent(ticket.category() == null ? NO_CATEGORY : ticket.category(), name -> new Count()).add(ticket.answered());
            months.computeIfAbsent(YearMonth.from(ticket.created().atZone(ZoneOffset.UTC)), month -> new Count()).add(ticket.answered());
            if (!ticket.answered()) {
                open.add(open(ticket));
                counts.add(weights.count(ticket.title(), ticket.text()));
            }
        });
        ClusterTexts texts = new ClusterTexts(counts.stream().map(weights::weigh).toList());
        List<List<Integer>> groups = texts.cluster(text -> meaning.apply(open.get(text).title() + "\n" + open.get(text).opening()), watch);
        List<List<Integer>> large = groups.stream().filter(group -> group.size() >= options.least()).toList();
        List<Gap> gaps = large.stream()
            .map(group -> gap(group.stream().map(open::get).toList(), texts.middle(group), weights, options))
            .sorted(Comparator.comparingDouble(Gap::cost).thenComparingInt(Gap::tickets).reversed().thenComparing(Gap::title)).limit(options.most()).toList();
        List<Coverage> byCategory = categories.entrySet().stream().map(entry -> entry.getValue().named(entry.getKey()))
            .sorted(Comparator.<Coverage>comparingInt(some -> some.tickets() - some.answered()).reversed().thenComparing(Coverage::name)).toList();
        return new GapReport(options.tenant(), options.since(), now, all.all, all.answered, large.size(), gaps,
            open.size() - large.stream().mapToInt(List::size).sum(), byCategory,
            months.entrySet().stream().map(entry -> entry.getValue().named(entry.getKey().toString())).toList());
    }

    private static Open open(Stored ticket) {
        Double hours = ticket.ended() == null ? null : Math.max(0, Duration.between(ticket.created(), ticket.ended()).toMinutes() / 60.0);
        String opening = ticket.text().substring(0, Math.min(OPENING, ticket.text().length()));
        return new Open(ticket.id(), ticket.title(), opening, ticket.category(), ticket.priority(), ticket.created(), hours);
    }

    private static Gap gap(List<Open> tickets, SparseVector middle, TermWeights weights, GapOptions options) {
        double[] hours = tickets.stream().filter(ticket -> ticket.hours() != null).mapToDouble(Open::hours).sorted().toArray();
        Double median = hours.length == 0 ? null : Math.round(10 * (hours[(hours.length - 1) / 2] + hours[hours.length / 2]) / 2) / 10.0;
        String title = tickets.get(0).title();
        return new Gap(title.length() <= TITLE ? title : title.substring(0, TITLE).strip() + "…", tickets.size(),
            tickets.stream().mapToDouble(ticket -> options.cost().get(ticket.priority())).sum(), median, mostFrequent(tickets),
            IntStream.of(middle.terms()).limit(TERMS).mapToObj(weights::name).toList(),
            tickets.stream().map(Open::created).min(Comparator.naturalOrder()).orElseThrow(),
            tickets.stream().map(Open::created).max(Comparator.naturalOrder()).orElseThrow(),
            tickets.stream().limit(EXAMPLES).map(ticket -> new Example(ticket.id(), ticket.title())).toList());
    }

    private static String mostFrequent(List<Open> tickets) {
        Map<String, Long> counts = tickets.stream().filter(ticket -> ticket.category() != null)
            .collect(Collectors.groupingBy(Open::category, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(null);
    }
}
