package io.serai.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A vendor's knowledge base: articles appear, change, hide and vanish. */
public abstract class SimulatedKnowledge extends SimulatedSystem {

    /** A file that is attached to an article. */
    protected static final class Attached {
        final String id;
        final String name;
        byte[] content;
        Instant changed;

        Attached(String id, String name, byte[] content, Instant changed) {
            this.id = id;
            this.name = name;
            this.content = content;
            this.changed = changed;
        }
    }

    /** An article; {@code listed} says whether searches name it, {@code there} whether it can be fetched. */
    protected static final class Entry {
        final String id;
        String title;
        String html;
        List<String> labels = List.of();
        final Map<String, Attached> attached = new LinkedHashMap<>();
        Instant changed;
        int version = 1;
        boolean listed = true;
        boolean there = true;
        boolean large;
        boolean malformed;

        Entry(String id) {
            this.id = id;
        }
    }

    protected final Map<String, Entry> articles = new LinkedHashMap<>();
    private final Map<String, Integer> fetched = new HashMap<>();
    private boolean blind;
    private Runnable betweenPages = () -> { };
    protected int number;

    protected SimulatedKnowledge(Clock clock) {
        super(clock, Duration.ofMinutes(30));
    }

    @Override
    protected Answer tooMany() {
        return super.tooMany().with("Retry-After", Long.toString(PAUSE.toSeconds()));
    }

    /** An id as this vendor makes them. */
    protected abstract String newId();

    public synchronized String publish(String title, String html, Instant at, String... labels) {
        Entry entry = new Entry(newId());
        entry.title = title;
        entry.html = html;
        entry.changed = at;
        entry.labels = List.of(labels);
        articles.put(entry.id, entry);
        return entry.id;
    }

    /** True if this vendor's articles can have files attached. */
    public boolean attaches() {
        return false;
    }

    /** Attaches a file, or puts another in its place; the article itself stays as it is. @return its id */
    public synchronized String attach(String id, String name, byte[] content, Instant at) {
        Map<String, Attached> all = articles.get(id).attached;
        String own = all.values().stream().filter(each -> each.name.equals(name)).map(each -> each.id).findFirst().orElseGet(() -> "a" + newId());
        all.put(own, new Attached(own, name, content, at));
        return own;
    }

    public synchronized void detach(String id, String attachment) {
        articles.get(id).attached.remove(attachment);
    }

    public synchronized void rewrite(String id, String title, Instant at) {
        Entry entry = articles.get(id);
        entry.title = title;
        entry.changed = at;
        entry.version++;
    }

    /** Unpublished, retired, trashed or restricted: neither listed nor to be had. */
    public synchronized void withdraw(String id) {
        articles.get(id).listed = false;
        articles.get(id).there = false;
    }

    /** It no longer matches the filter, and can still be fetched. */
    public synchronized void unlist(String id) {
        articles.get(id).listed = false;
    }

    public synchronized void large(String id, boolean large) {
        articles.get(id).large = large;
    }

    public synchronized void malformed(String id, boolean malformed) {
        articles.get(id).malformed = malformed;
    }

    /** Searches find nothing, and say so with status 200. */
    public synchronized void blind(boolean blind) {
        this.blind = blind;
    }

    /** Done once, when the next page of a list but the first is asked for. */
    public synchronized void betweenPages(Runnable happening) {
        betweenPages = happening;
    }

    public synchronized int fetched(String id) {
        return fetched.getOrDefault(id, 0);
    }

    @Override
    public synchronized void clear() {
        faults().calm();
        articles.clear();
        fetched.clear();
        blind = false;
        betweenPages = () -> { };
    }

    /** @param first true if it is the first page of a list */
    protected List<Entry> listed(Instant since, boolean first) {
        if (!first) {
            Runnable happening = betweenPages;
            betweenPages = () -> { };
            happening.run();
        }
        return blind ? List.of() : articles.values().stream().filter(entry -> entry.listed && !entry.changed.isBefore(since))
            .sorted(Comparator.comparing((Entry entry) -> entry.changed).thenComparing(entry -> entry.id)).toList();
    }

    /** Its content, where its article can be fetched. */
    protected Answer file(String attachment) {
        Optional<Attached> found = articles.values().stream().filter(entry -> entry.there).flatMap(entry -> entry.attached.values().stream())
            .filter(each -> each.id.equals(attachment)).findFirst();
        found.ifPresent(each -> fetched.merge(each.id, 1, Integer::sum));
        return found.map(each -> Answer.of(200, "").with("Content-Type", "application/octet-stream").with(each.content)).orElse(Answer.of(404, "{}"));
    }

    protected interface Shape {
        ObjectNode of(Entry entry);
    }

    protected Answer article(String id, Shape shape) {
        Entry entry = articles.get(id);
        if (entry == null || !entry.there) {
            return Answer.of(404, "{\"message\":\"not found\"}");
        }
        fetched.merge(id, 1, Integer::sum);
        if (entry.malformed) {
            return Answer.of(200, "{\"result\": [\"cut o");
        }
        return Answer.ok(shape.of(entry));
    }

    protected String html(Entry entry) {
        return entry.large ? "<p>" + "x".repeat(2 << 20) + "</p>" : entry.html;
    }

    protected ArrayNode labels(List<String> labels) {
        ArrayNode results = json.createArrayNode();
        labels.forEach(label -> results.addObject().put("name", label));
        return results;
    }

    protected static int number(String text, int otherwise) {
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    protected static <T> List<T> part(List<T> all, int start, int size) {
        return all.subList(Math.min(start, all.size()), Math.min(start + size, all.size()));
    }

    protected static List<String> words(String text) {
        return Arrays.asList(text.split(","));
    }
}
