package io.serai.decision;

import io.serai.home.Fault;
import io.serai.home.HomeCheck;
import io.serai.home.HomeFile;
import io.serai.home.HomeFiles;
import io.serai.home.YamlMap;
import io.serai.ticket.Category;
import io.serai.ticket.Priority;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code connector-configs/policy.yaml}. Public only because {@link java.util.ServiceLoader} asks for it. */
public final class PolicyFile implements HomeCheck {

    private static final String FOLDER = "connector-configs";
    private static final String NAME = "policy.yaml";
    /** The rules that every policy has, and what holds for them whatever the file says. */
    private static final Map<String, Set<Category>> CATEGORIES = Map.of("security", Set.of(Category.SECURITY));
    private static final Map<String, Set<Priority>> PRIORITIES = Map.of("critical", Set.of(Priority.CRITICAL));
    private static final List<String> NEED_WORDS = List.of("security", "outage", "data-loss");

    private final List<Fault> faults = new ArrayList<>();

    /** @return the policy; {@link Policy#closed} if anything is wrong with the file */
    static Policy read(HomeFiles home) {
        return new PolicyFile().policy(home);
    }

    @Override
    public List<Fault> check(HomeFiles home) {
        return read(home).faults();
    }

    private Policy policy(HomeFiles home) {
        Optional<HomeFile> file = home.list(FOLDER, NAME).stream().filter(found -> found.name().equals(NAME)).findFirst();
        if (file.isEmpty()) {
            return Policy.closed(List.of(new Fault(FOLDER + "/" + NAME, 1, "is missing")));
        }
        Optional<Policy> policy = YamlMap.read(file.get(), faults).map(this::policy);
        return faults.isEmpty() && policy.isPresent() ? policy.get() : Policy.closed(faults);
    }

    private Policy policy(YamlMap file) {
        file.allow("thresholds", "teams", "alwaysHuman", "remediation", "linking");
        Map<Category, Thresholds> byCategory = new EnumMap<>(Category.class);
        Thresholds thresholds = section(file, "thresholds").map(map -> {
            map.allow("resolve", "followUp", "clarify", "askApproval", "categories");
            Thresholds common = thresholds(map, Thresholds.DEFAULT);
            map.map("categories").ifPresent(all -> all.keys().forEach(key -> category(all, key).ifPresent(category ->
                all.map(key).ifPresent(own -> {
                    own.allow("resolve", "followUp", "clarify", "askApproval");
                    byCategory.put(category, thresholds(own, common));
                }))));
            return common;
        }).orElse(Thresholds.DEFAULT);
        Map<Category, String> teams = new EnumMap<>(Category.class);
        String team = section(file, "teams").flatMap(map -> {
            map.allow("default", "categories");
            map.map("categories").ifPresent(all -> all.keys().forEach(key -> category(all, key).ifPresent(category ->
                team(all, key).ifPresent(name -> teams.put(category, name)))));
            return team(map, "default");
        }).orElse("");
        List<Policy.HumanRule> rules = section(file, "alwaysHuman").map(this::rules).orElse(List.of());
        boolean needsRunbook = file.map("remediation").map(map -> {
            map.allow("needsRunbook");
            return map.flag("needsRunbook", true);
        }).orElse(true);
        LinkThresholds links = file.map("linking").map(PolicyFile::links).orElse(LinkThresholds.DEFAULT);
        return new Policy(thresholds, byCategory, team, teams, rules, needsRunbook, links, List.of());
    }

    private static Optional<YamlMap> section(YamlMap file, String key) {
        if (!file.has(key)) {
            file.fault(key, "'" + key + "' is missing");
        }
        return file.map(key);
    }

    /** Where a number is missing, the one of {@code otherwise} holds. */
    private static Thresholds thresholds(YamlMap map, Thresholds otherwise) {
        double resolve = ratio(map, "resolve", otherwise.resolve());
        double followUp = ratio(map, "followUp", otherwise.followUp());
        double clarify = ratio(map, "clarify", otherwise.clarify());
        double askApproval = ratio(map, "askApproval", otherwise.askApproval());
        try {
            return new Thresholds(resolve, followUp, clarify, askApproval);
        } catch (IllegalArgumentException e) {
            return refused(map, e, otherwise);
        }
    }

    private static LinkThresholds links(YamlMap map) {
        map.allow("automatic", "review", "offerDraft", "draft");
        LinkThresholds otherwise = LinkThresholds.DEFAULT;
        try {
            return new LinkThresholds(ratio(map, "automatic", otherwise.automatic()), ratio(map, "review", otherwise.review()),
                ratio(map, "offerDraft", otherwise.offerDraft()), ratio(map, "draft", otherwise.draft()), true);
        } catch (IllegalArgumentException e) {
            return refused(map, e, otherwise);
        }
    }

    /** The message begins with the name of the number that is wrong. */
    private static <T> T refused(YamlMap map, IllegalArgumentException e, T otherwise) {
        String message = e.getMessage();
        map.fault(message.substring(1, message.indexOf('\'', 1)), message);
        return otherwise;
    }

    private static double ratio(YamlMap map, String key, double otherwise) {
        Optional<String> text = map.text(key);
        if (text.isPresent() && !text.get().matches("0(\\.[0-9]{1,9})?|1(\\.0{1,9})?")) {
            map.fault(key, "'" + key + "' must be a number from 0.0 to 1.0");
            return otherwise;
        }
        return text.map(Double::parseDouble).orElse(otherwise);
    }

    private List<Policy.HumanRule> rules(YamlMap all) {
        for (String name : List.of("security", "outage", "data-loss", "critical")) {
            if (all.map(name).isEmpty()) {
                all.fault("alwaysHuman", "'alwaysHuman' must hold a rule '" + name + "'");
            }
        }
        List<Policy.HumanRule> rules = new ArrayList<>();
        for (String name : all.keys()) {
            if (!name.matches("[a-z0-9-]{1,64}")) {
                all.fault(name, "a rule's name must match [a-z0-9-]{1,64}");
            } else {
                all.map(name).ifPresent(map -> rules.add(rule(name, map)));
            }
        }
        return rules;
    }

    private static Policy.HumanRule rule(String name, YamlMap map) {
        map.allow("team", "categories", "priorities", "words");
        Set<Category> categories = closed(map, "categories", Category::of, Category.class);
        Set<Priority> priorities = closed(map, "priorities", Priority::of, Priority.class);
        categories.addAll(CATEGORIES.getOrDefault(name, Set.of()));
        priorities.addAll(PRIORITIES.getOrDefault(name, Set.of()));
        List<String> words = map.texts("words");
        words.stream().filter(word -> !Watchwords.isUsable(word))
            .forEach(word -> map.fault("words", "'words' holds '" + word + "': a word has at least three letters or digits"));
        if (words.isEmpty() && NEED_WORDS.contains(name)) {
            map.fault("words", "rule '" + name + "' needs 'words'");
        } else if (words.isEmpty() && categories.isEmpty() && priorities.isEmpty()) {
            map.fault("team", "rule '" + name + "' never holds: give it categories, priorities or words");
        }
        return new Policy.HumanRule(name, team(map, "team").orElse(""), categories, priorities,
            new Watchwords(words.stream().filter(Watchwords::isUsable).toList()));
    }

    private static Optional<String> team(YamlMap map, String key) {
        Optional<String> team = map.required(key);
        if (team.isPresent() && !team.get().matches("[^\\p{C}]{1,100}")) {
            map.fault(key, "'" + key + "' must be a name of at most 100 characters");
        }
        return team;
    }

    private static Optional<Category> category(YamlMap map, String key) {
        try {
            return Optional.of(Category.of(key));
        } catch (IllegalArgumentException e) {
            map.fault(key, "unknown category '" + key + "'");
            return Optional.empty();
        }
    }

    private static <T extends Enum<T>> Set<T> closed(YamlMap map, String key, Function<String, T> reader, Class<T> type) {
        Set<T> values = EnumSet.noneOf(type);
        for (String text : map.texts(key)) {
            try {
                values.add(reader.apply(text));
            } catch (IllegalArgumentException e) {
                map.fault(key, "unknown word '" + text + "' in '" + key + "'");
            }
        }
        return values;
    }
}
