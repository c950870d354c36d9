package io.serai.decision;

import io.serai.home.Fault;
import io.serai.home.HomeCheck;
import io.serai.home.HomeFile;
import io.serai.home.HomeFiles;
import io.serai.home.YamlMap;
import io.serai.language.Watchwords;
import io.serai.ticket.Category;
import io.serai.ticket.Priority;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
        return read(home, List.of());
    }

    /** @param more files that hold {@code overrides} and nothing else, which go over those of the policy */
    static Policy read(HomeFiles home, List<HomeFile> more) {
        return new PolicyFile().policy(home, more);
    }

    @Override
    public List<Fault> check(HomeFiles home) {
        return read(home).faults();
    }

    private Policy policy(HomeFiles home, List<HomeFile> more) {
        Optional<HomeFile> file = home.list(FOLDER, NAME).stream().filter(found -> found.name().equals(NAME)).findFirst();
        if (file.isEmpty()) {
            return Policy.closed(List.of(new Fault(FOLDER + "/" + NAME, 1, "is missing")));
        }
        PolicyOverrides overrides = new PolicyOverrides(home);
        Optional<Policy> policy = YamlMap.read(file.get(), faults).map(map -> policy(map, overrides));
        more.forEach(other -> YamlMap.read(other, faults).ifPresent(map -> {
            map.allow("overrides");
            overrides.add(map);
        }));
        overrides.checkConnectors();
        policy.ifPresent(overrides::check);
        return faults.isEmpty() && policy.isPresent() ? policy.get().with(overrides.all()) : Policy.closed(faults);
    }

    private Policy policy(YamlMap file, PolicyOverrides overrides) {
        file.allow("thresholds", "teams", "paths", "vip", "hours", "holidays", "rollout", "alwaysHuman", "remediation", "linking", "overrides", "experiments");
        Map<Category, Thresholds> byCategory = new EnumMap<>(Category.class);
        Thresholds thresholds = section(file, "thresholds").map(map -> {
            map.allow("resolve", "followUp", "clarify", "askApproval", "categories");
            Thresholds common = PolicyValues.thresholds(map, Thresholds.DEFAULT);
            map.map("categories").ifPresent(all -> all.keys().forEach(key -> PolicyValues.category(all, key).ifPresent(category ->
                all.map(key).ifPresent(own -> {
                    own.allow("resolve", "followUp", "clarify", "askApproval");
                    byCategory.put(category, PolicyValues.thresholds(own, common));
                }))));
            return common;
        }).orElse(Thresholds.DEFAULT);
        Optional<YamlMap> teams = section(file, "teams");
        String team = teams.flatMap(map -> PolicyValues.team(map, "default")).orElse("");
        List<Policy.HumanRule> rules = section(file, "alwaysHuman").map(this::rules).orElse(List.of());
        Optional<YamlMap> remediation = file.map("remediation");
        remediation.ifPresent(map -> map.allow("needsRunbook", "automatic"));
        Terms common = new Terms(thresholds, team, Limit.REMEDIATE, remediation.flatMap(PolicyValues::automatic).orElse(Terms.DEFAULT.automatic()),
            remediation.map(map -> map.flag("needsRunbook", true)).orElse(true), PolicyValues.hours(file),
            PolicyValues.holidays(file).orElse(Set.of()), PolicyValues.rollout(file).orElse(Rollout.FULL));
        if (!common.holidays().isEmpty() && !file.has("hours")) {
            file.fault("holidays", PolicyValues.NO_ZONE);
        }
        overrides.add(file);
        return new Policy(common, byCategory, teams.map(PolicyFile::teams).orElse(Policy.Teams.NONE), file.map("paths").map(PolicyFile::limits).orElse(Map.of()),
            file.map("vip").map(PolicyFile::vip), List.of(), overrides.experiment(file), rules, file.map("linking").map(PolicyFile::links).orElse(LinkThresholds.DEFAULT), List.of());
    }

    private static Optional<YamlMap> section(YamlMap file, String key) {
        if (!file.has(key)) {
            file.fault(key, "'" + key + "' is missing");
        }
        return file.map(key);
    }

    private static Policy.Teams teams(YamlMap map) {
        map.allow("default", "categories", "systems");
        Map<Category, String> teams = new EnumMap<>(Category.class);
        map.map("categories").ifPresent(all -> all.keys().forEach(key -> PolicyValues.category(all, key).ifPresent(category ->
            PolicyValues.team(all, key).ifPresent(name -> teams.put(category, name)))));
        List<Policy.SystemTeam> systems = new ArrayList<>();
        for (YamlMap entry : map.maps("systems")) {
            entry.allow("systems", "categories", "team");
            List<String> names = entry.texts("systems");
            if (names.isEmpty() || names.contains("")) {
                entry.fault("systems", "'systems' must name the systems, as \"db-*\"");
            }
            systems.add(new Policy.SystemTeam(names.stream().map(Policy::pattern).toList(),
                PolicyValues.closed(entry, "categories", Category::of, Category.class), PolicyValues.team(entry, "team").orElse("")));
        }
        return new Policy.Teams(teams, systems);
    }

    private static Map<Category, Limit> limits(YamlMap map) {
        Map<Category, Limit> limits = new EnumMap<>(Category.class);
        map.keys().forEach(key -> PolicyValues.category(map, key).ifPresent(category -> PolicyValues.limit(map, key).ifPresent(limit -> {
            if (category == Category.SECURITY && limit != Limit.ESCALATE) {
                map.fault(key, "category security goes to people at once: no other path can be given to it");
            }
            limits.put(category, limit);
        })));
        return limits;
    }

    private static Policy.Vip vip(YamlMap map) {
        map.allow("requesters", "titles", "departments", "team", "path");
        List<String> requesters = map.texts("requesters");
        if (requesters.isEmpty() && !map.has("titles") && !map.has("departments")) {
            map.fault("requesters", "'vip' names nobody: give it requesters, titles or departments");
        }
        requesters.stream().filter(who -> !who.matches("[^@\\s]{0,64}@[^@\\s]{1,190}"))
            .forEach(who -> map.fault("requesters", "'requesters' holds '" + who + "', which is neither an address nor a domain (@example.com)"));
        return new Policy.Vip(requesters.stream().map(who -> who.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()), names(map, "titles"),
            names(map, "departments"), map.has("team") ? PolicyValues.team(map, "team") : Optional.empty(),
            PolicyValues.limit(map, "path").orElse(Limit.ESCALATE));
    }

    /** Names as a directory has them. More than two stars would make a long title slow to compare, and a star alone would name everybody. */
    private static List<Pattern> names(YamlMap map, String key) {
        List<String> names = map.texts(key);
        if (map.has(key) && names.isEmpty()) {
            map.fault(key, "'" + key + "' names nobody");
        }
        names.stream().filter(name -> !name.matches("(?=.*[\\p{L}\\p{N}])[^*\\p{C}]{0,200}(\\*[^*\\p{C}]{0,200}){0,2}"))
            .forEach(name -> map.fault(key, "'" + key + "' holds '" + name + "': a name has a letter or digit, and at most two stars"));
        return names.stream().map(Policy::pattern).toList();
    }

    private static LinkThresholds links(YamlMap map) {
        map.allow("automatic", "review", "offerDraft", "draft");
        LinkThresholds otherwise = LinkThresholds.DEFAULT;
        try {
            return new LinkThresholds(PolicyValues.ratio(map, "automatic", otherwise.automatic()), PolicyValues.ratio(map, "review", otherwise.review()),
                PolicyValues.ratio(map, "offerDraft", otherwise.offerDraft()), PolicyValues.ratio(map, "draft", otherwise.draft()), true);
        } catch (IllegalArgumentException e) {
            return PolicyValues.refused(map, e, otherwise);
        }
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
        Set<Category> categories = PolicyValues.closed(map, "categories", Category::of, Category.class);
        Set<Priority> priorities = PolicyValues.closed(map, "priorities", Priority::of, Priority.class);
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
        return new Policy.HumanRule(name, PolicyValues.team(map, "team").orElse(""), categories, priorities,
            new Watchwords(words.stream().filter(Watchwords::isUsable).toList()));
    }
}
