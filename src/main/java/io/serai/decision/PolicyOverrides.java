package io.serai.decision;

import io.serai.home.Fault;
import io.serai.home.HomeFiles;
import io.serai.home.YamlMap;
import io.serai.ticket.Category;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads {@code overrides}, and looks whether they contradict each other for any ticket there can be. */
final class PolicyOverrides {

    static final String[] KEYS = {"tenants", "connectors", "categories", "thresholds", "team", "path", "automatic", "needsRunbook", "hours", "holidays", "rollout"};
    private static final String NAME = "[a-z0-9-]{1,64}";

    private final HomeFiles home;
    private final List<YamlMap> maps = new ArrayList<>();
    private final List<TermsFor> overrides = new ArrayList<>();
    private final List<YamlMap> experiments = new ArrayList<>();

    PolicyOverrides(HomeFiles home) {
        this.home = home;
    }

    /** In the order in which they are added: each goes over those before it. */
    List<TermsFor> all() {
        return List.copyOf(overrides);
    }

    void add(YamlMap file) {
        for (YamlMap map : file.maps("overrides")) {
            map.allow(KEYS);
            maps.add(map);
            overrides.add(override(map));
        }
    }

    private TermsFor override(YamlMap map) {
        Set<String> tenants = names(map, "tenants");
        Set<String> connectors = names(map, "connectors");
        Set<Category> categories = PolicyValues.closed(map, "categories", Category::of, Category.class);
        if (!map.has("tenants") && !map.has("connectors") && !map.has("categories")) {
            map.fault("", "an override needs 'tenants', 'connectors' or 'categories': what holds for all stands above");
        }
        if (map.keys().stream().allMatch(Set.of("tenants", "connectors", "categories")::contains)) {
            map.fault("", "the override changes nothing");
        }
        TermsFor override = new TermsFor(tenants, connectors, categories, map.map("thresholds").map(PolicyOverrides::thresholds).orElse(Map.of()),
            map.has("team") ? PolicyValues.team(map, "team") : Optional.empty(), PolicyValues.limit(map, "path"), PolicyValues.automatic(map),
            map.has("needsRunbook") ? Optional.of(map.flag("needsRunbook", true)) : Optional.empty(), PolicyValues.hours(map),
            PolicyValues.holidays(map), PolicyValues.rollout(map));
        contradictions(map, override);
        return override;
    }

    private static Map<String, Double> thresholds(YamlMap map) {
        map.allow(PolicyValues.THRESHOLDS.toArray(String[]::new));
        return PolicyValues.numbers(map);
    }

    private static Set<String> names(YamlMap map, String key) {
        List<String> names = map.texts(key);
        names.stream().filter(name -> !name.matches(NAME)).forEach(name -> map.fault(key, "'" + key + "' holds '" + name + "': a name matches " + NAME));
        if (map.has(key) && names.isEmpty()) {
            map.fault(key, "'" + key + "' names nothing, so the override would hold for all");
        }
        return new HashSet<>(names);
    }

    private static void contradictions(YamlMap map, TermsFor override) {
        boolean automatic = override.automatic().filter(OptionalInt::isPresent).isPresent();
        if (automatic && override.limit().filter(limit -> limit != Limit.REMEDIATE).isPresent()) {
            map.fault("automatic", "no action runs by itself where 'path' is " + override.limit().get().word() + ": take one of the two away");
        } else if (automatic && override.rollout().filter(phase -> phase == Rollout.OFF || phase == Rollout.PILOT).isPresent()) {
            map.fault("automatic", "no action runs by itself where 'rollout' is " + override.rollout().get().word() + ": take one of the two away");
        }
        if (override.categories().contains(Category.SECURITY) && (automatic || override.limit().filter(limit -> limit != Limit.ESCALATE).isPresent())) {
            map.fault("categories", "category security goes to people at once: neither 'path' nor 'automatic' changes that");
        }
    }

    /** The experiment, if there is one; a variant that says nothing is ready made if its name is known. */
    Optional<Experiment> experiment(YamlMap file) {
        Optional<YamlMap> all = file.map("experiments").filter(map -> !map.keys().isEmpty());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String name = all.get().keys().get(0);
        if (all.get().keys().size() > 1) {
            all.get().fault(all.get().keys().get(1), "one experiment at a time, so that it is known what made the difference");
        }
        if (!name.matches(NAME)) {
            all.get().fault(name, "an experiment's name must match " + NAME);
        }
        return all.get().map(name).flatMap(map -> {
            map.allow("variants");
            return map.map("variants");
        }).map(map -> new Experiment(name, variants(map)));
    }

    private Map<String, Map<String, Double>> variants(YamlMap map) {
        Map<String, Map<String, Double>> variants = new LinkedHashMap<>();
        for (String name : map.keys()) {
            Map<String, Double> own = map.map(name).map(PolicyOverrides::thresholds).orElse(Map.of());
            if (!name.matches(NAME)) {
                map.fault(name, "a variant's name must match " + NAME);
            }
            if (own.isEmpty() && !Experiment.READY.containsKey(name)) {
                map.fault(name, "variant '" + name + "' changes nothing");
            }
            variants.put(name, own.isEmpty() ? Experiment.READY.getOrDefault(name, Map.of()) : own);
        }
        if (!variants.containsKey(Experiment.CONTROL) || variants.size() < 2) {
            map.fault("", "an experiment needs the variant 'control', and one to compare with it");
        }
        experiments.add(map);
        return variants;
    }

    /** Looks at every kind of ticket that any condition tells from another. */
    void check(Policy policy) {
        Set<String> tenants = values(TermsFor::tenants);
        Set<String> connectors = values(TermsFor::connectors);
        // by its place an override, by its name a variant: each is told once
        Set<Object> told = new HashSet<>();
        for (Category category : EnumSet.allOf(Category.class)) {
            for (String tenant : tenants) {
                for (String connector : connectors) {
                    contradiction(policy, tenant, connector, category, told);
                }
            }
        }
    }

    private void contradiction(Policy policy, String tenant, String connector, Category category, Set<Object> told) {
        Terms terms = policy.terms(category, null);
        int holidays = -1;
        for (int i = 0; i < overrides.size(); i++) {
            if (overrides.get(i).isFor(tenant, connector, category)) {
                holidays = overrides.get(i).holidays().isPresent() ? i : holidays;
                try {
                    terms = overrides.get(i).over(terms);
                } catch (IllegalArgumentException e) {
                    if (told.add(i)) {
                        maps.get(i).fault("thresholds", e.getMessage() + ", but is for " + tickets(tenant, connector, category));
                    }
                    return;
                }
            }
        }
        if (holidays >= 0 && !terms.holidays().isEmpty() && terms.hours().isEmpty() && told.add(holidays)) {
            maps.get(holidays).fault("holidays", PolicyValues.NO_ZONE + ", and " + tickets(tenant, connector, category) + " have none");
        }
        Terms own = terms;
        policy.experiment().ifPresent(experiment -> experiment.variants().forEach((name, thresholds) -> {
            try {
                own.thresholds().with(thresholds);
            } catch (IllegalArgumentException e) {
                if (told.add(name)) {
                    experiments.get(0).fault(name, e.getMessage() + ", but is in variant " + name + " for tickets of category " + category.json());
                }
            }
        }));
    }

    private static String tickets(String tenant, String connector, Category category) {
        return "tickets of category " + category.json() + (tenant.isEmpty() ? "" : " of tenant " + tenant)
            + (connector.isEmpty() ? "" : " of connector " + connector);
    }

    /** All that are named, and one that is not. */
    private Set<String> values(Function<TermsFor, Set<String>> condition) {
        Set<String> values = new TreeSet<>(Set.of(""));
        overrides.forEach(override -> values.addAll(condition.apply(override)));
        return values;
    }

    /** A connector that has no file is most likely a slip of the pen, and what was meant would silently not hold. */
    void checkConnectors() {
        if (overrides.stream().allMatch(override -> override.connectors().isEmpty())) {
            return;
        }
        List<Fault> elsewhere = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        home.list("connector-configs", ".yaml").forEach(file ->
            YamlMap.read(file, elsewhere).flatMap(map -> map.text("connector")).ifPresent(known::add));
        for (int i = 0; i < overrides.size(); i++) {
            YamlMap map = maps.get(i);
            overrides.get(i).connectors().stream().filter(name -> !known.contains(name)).sorted()
                .forEach(name -> map.fault("connectors", "there is no connector '" + name + "'; there are " + String.join(", ", known)));
        }
    }
}
