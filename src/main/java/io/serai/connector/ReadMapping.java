package io.serai.connector;

import io.serai.home.YamlMap;
import io.serai.ticket.Category;
import io.serai.ticket.Kind;
import io.serai.ticket.Priority;
import io.serai.ticket.TicketStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads {@code mapping:} and {@code tenants:} of a connector's file: what is read otherwise than its kamelet does, and whose a record is. */
final class ReadMapping {

    private static final Map<String, List<String>> WORDS = new LinkedHashMap<>();
    private static final List<String> TEXTS = List.of("title", "description", "affectedSystem", "assignee", "businessImpact", "stepsTaken", "errorMessages");
    private static final String TENANT = "[a-z0-9-]{1,64}";

    static {
        WORDS.put("priority", words(Priority.values(), Priority::json));
        WORDS.put("status", words(TicketStatus.values(), TicketStatus::json));
        WORDS.put("category", words(Category.values(), Category::json));
        WORDS.put("kind", words(Kind.values(), Kind::json));
    }

    private static <T> List<String> words(T[] values, Function<T, String> json) {
        return Stream.of(values).map(json).toList();
    }

    /** Tells the faults of both sections; what it returns is complete only if there are none. */
    Mappings read(YamlMap file, String ownTenant) {
        return new Mappings(file.map("mapping").map(ReadMapping::mapping).orElse(Mapping.NONE),
            file.map("tenants").map(tenants -> tenants(tenants, ownTenant)).orElse(Tenants.ONE));
    }

    private static Mapping mapping(YamlMap yaml) {
        yaml.allow(Stream.of(WORDS.keySet().stream(), Stream.of("labels"), TEXTS.stream()).flatMap(keys -> keys).toArray(String[]::new));
        Map<String, ValueMap> words = new LinkedHashMap<>();
        WORDS.forEach((field, ours) -> yaml.map(field).flatMap(map -> values(map, field, ours)).ifPresent(map -> words.put(field, map)));
        Map<String, Pointers> texts = new LinkedHashMap<>();
        TEXTS.stream().filter(yaml::has).forEach(field -> pointers(yaml, field).ifPresent(places -> texts.put(field, places)));
        Map<String, Pointers> labels = new LinkedHashMap<>();
        yaml.map("labels").ifPresent(map -> map.keys().forEach(label -> {
            if (ReadTickets.OURS.contains(label)) {
                map.fault(label, "the label '" + label + "' is the hub's own: a record cannot set it");
            } else if (!label.matches("[A-Za-z0-9_.:-]{1,100}")) {
                map.fault(label, "a label's name has 1 to 100 letters, digits and '_.:-'");
            } else {
                pointers(map, label).ifPresent(places -> labels.put(label, places));
            }
        }));
        return new Mapping(words, texts, labels);
    }

    private static Optional<ValueMap> values(YamlMap map, String field, List<String> ours) {
        map.allow("field", "values");
        Optional<Pointers> places = pointers(map, "field");
        Map<String, String> words = named(map, word -> ours.contains(word) ? null : "'" + word + "' is no " + field + "; there are " + String.join(", ", ours));
        return places.map(found -> ValueMap.of(found, words));
    }

    private static Tenants tenants(YamlMap yaml, String ownTenant) {
        yaml.allow("field", "values", "strict", "mapping");
        Optional<Pointers> places = pointers(yaml, "field");
        Map<String, String> names = named(yaml, tenant -> tenant.matches(TENANT) ? null : "a tenant's name must match " + TENANT);
        Map<String, Mapping> mappings = new LinkedHashMap<>();
        yaml.map("mapping").ifPresent(all -> all.keys().forEach(tenant -> {
            if (!names.containsValue(tenant) && !tenant.equals(ownTenant)) {
                all.fault(tenant, "no record is of the tenant '" + tenant + "': it is none of 'values', nor the connector's own");
            }
            all.map(tenant).ifPresent(map -> mappings.put(tenant, mapping(map)));
        }));
        boolean strict = yaml.flag("strict", false);
        return places.map(found -> new Tenants(found, names, strict, mappings)).orElse(Tenants.ONE);
    }

    /**
     * {@code values:} of a section: what the vendor says, and what that is for us.
     *
     * @param fault says what is wrong with one of ours, or {@code null}
     */
    private static Map<String, String> named(YamlMap section, UnaryOperator<String> fault) {
        Map<String, String> named = new LinkedHashMap<>();
        Optional<YamlMap> values = section.map("values");
        values.ifPresent(all -> all.keys().forEach(value -> {
            String ours = all.required(value).orElse(null);
            String wrong = value.isBlank() ? "a value of the vendor's is missing" : ours == null ? null : fault.apply(ours);
            if (wrong != null) {
                all.fault(value, wrong);
            }
            named.put(value.strip(), String.valueOf(ours));
        }));
        if (!section.has("values") || values.isPresent() && named.isEmpty()) {
            section.fault("values", "'values' is missing: it says what each of the vendor's values means");
        }
        return named;
    }

    private static Optional<Pointers> pointers(YamlMap yaml, String key) {
        List<String> texts = yaml.oneOrMore(key);
        if (texts.isEmpty()) {
            yaml.fault(key, "'" + key + "' must be a JSON pointer such as /fields/priority/name, or a list of them");
            return Optional.empty();
        }
        try {
            return Optional.of(Pointers.of(texts));
        } catch (IllegalArgumentException e) {
            yaml.fault(key, "'" + e.getMessage() + "' is no JSON pointer such as /fields/priority/name");
            return Optional.empty();
        }
    }
}
