package io.serai.connector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A knowledge base on a free port of this machine: articles appear, change, hide and vanish as a test says. */
abstract class ArticleSite extends ScriptedSite {

    /** An article; {@code listed} says whether searches name it, {@code there} whether it can be fetched. */
    protected static final class Entry {
        final String id;
        String title;
        String html;
        List<String> labels = List.of();
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
    private final Set<String> tokens = new HashSet<>();
    private final List<Boolean> lists = new ArrayList<>();
    private boolean blind;
    private Runnable betweenPages = () -> { };
    private int issued;
    protected int number;

    /** The connector's file, without .yaml. */
    abstract String connector();

    /** The variables that its file needs. */
    abstract Map<String, String> environment();

    /** An id as this vendor makes them. */
    protected abstract String newId();

    synchronized String publish(String title, String html, Instant at, String... labels) {
        Entry entry = new Entry(newId());
        entry.title = title;
        entry.html = html;
        entry.changed = at;
        entry.labels = List.of(labels);
        articles.put(entry.id, entry);
        return entry.id;
    }

    synchronized void rewrite(String id, String title, Instant at) {
        Entry entry = articles.get(id);
        entry.title = title;
        entry.changed = at;
        entry.version++;
    }

    /** Unpublished, retired, trashed or restricted: neither listed nor to be had. */
    synchronized void withdraw(String id) {
        articles.get(id).listed = false;
        articles.get(id).there = false;
    }

    /** It no longer matches the filter, and can still be fetched. */
    synchronized void unlist(String id) {
        articles.get(id).listed = false;
    }

    synchronized void large(String id, boolean large) {
        articles.get(id).large = large;
    }

    synchronized void malformed(String id, boolean malformed) {
        articles.get(id).malformed = malformed;
    }

    /** Searches find nothing, and say so with status 200. */
    synchronized void blind(boolean blind) {
        this.blind = blind;
    }

    /** Done once, when the next page of a list but the first is asked for. */
    synchronized void betweenPages(Runnable happening) {
        betweenPages = happening;
    }

    synchronized int fetched(String id) {
        return fetched.getOrDefault(id, 0);
    }

    synchronized void expireTokens() {
        tokens.clear();
    }

    synchronized int tokensIssued() {
        return issued;
    }

    synchronized void clear() {
        failing(0, "");
        articles.clear();
        fetched.clear();
        blind = false;
        betweenPages = () -> { };
    }

    protected String issue() {
        issued++;
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        return token;
    }

    protected boolean valid(String token) {
        return tokens.contains(token);
    }

    /** @param first true if it is the first page of a list */
    protected List<Entry> listed(Instant since, boolean first) {
        if (!first) {
            Runnable happening = betweenPages;
            betweenPages = () -> { };
            happening.run();
        }
        lists.add(first);
        return blind ? List.of() : articles.values().stream().filter(entry -> entry.listed && !entry.changed.isBefore(since))
            .sorted(Comparator.comparing((Entry entry) -> entry.changed).thenComparing(entry -> entry.id)).toList();
    }

    /** How often a list was begun. */
    synchronized long lists() {
        return lists.stream().filter(first -> first).count();
    }

    protected interface Shape {
        ObjectNode of(Entry entry) throws IOException;
    }

    protected Answer article(String id, Shape shape) throws IOException {
        Entry entry = articles.get(id);
        if (entry == null || !entry.there) {
            return new Answer(404, "{\"message\":\"not found\"}");
        }
        fetched.merge(id, 1, Integer::sum);
        if (entry.malformed) {
            return new Answer(200, "{\"result\": [\"cut o");
        }
        return new Answer(200, shape.of(entry).toString());
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
