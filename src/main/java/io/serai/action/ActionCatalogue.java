package io.serai.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.home.HomeFile;
import io.serai.home.HomeFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The catalogue as the home's files say when it is first asked for, which is when Camel starts: then the hub's own port is known, and an
 * action may be served by the hub itself. A file at fault is refused by name and line, and stops no other.
 */
@Component
class ActionCatalogue implements Actions {

    private static final Logger LOG = LoggerFactory.getLogger(ActionCatalogue.class);

    private final HomeFiles home;
    private final Environment environment;
    private Map<String, Entry> entries;

    private record Entry(Action action, ParameterSchema schema) {
    }

    ActionCatalogue(HomeFiles home, Environment environment) {
        this.home = home;
        this.environment = environment;
    }

    private synchronized Map<String, Entry> entries() {
        if (entries == null) {
            entries = load();
        }
        return entries;
    }

    private Map<String, Entry> load() {
        ReadActionFile reader = new ReadActionFile(name -> Optional.ofNullable(environment.getProperty(name)).filter(text -> !text.isBlank()));
        Map<String, Entry> loaded = new TreeMap<>();
        for (HomeFile file : home.list(ActionCheck.FOLDER, ActionCheck.SUFFIX)) {
            ActionFile read = reader.read(file);
            read.faults().forEach(fault -> LOG.error("action refused: {}", fault));
            if (read.faults().isEmpty() && !read.missing().isEmpty()) {
                LOG.info("action {} is off: {} not set", read.name(), String.join(", ", read.missing()));
            }
            read.action().ifPresent(action -> loaded.put(action.name(), new Entry(action, new ParameterSchema(action.parameters()))));
        }
        LOG.info("actions: {}", loaded.isEmpty() ? "none" : String.join(", ", loaded.keySet()));
        return loaded;
    }

    @Override
    public Optional<Action> find(String name) {
        return Optional.ofNullable(entries().get(name)).map(Entry::action);
    }

    @Override
    public List<Action> all() {
        return entries().values().stream().map(Entry::action).toList();
    }

    @Override
    public List<String> violations(String action, JsonNode parameters) {
        Entry entry = entries().get(action);
        if (entry == null) {
            throw new IllegalArgumentException("there is no action '" + action + "'");
        }
        return entry.schema().violations(parameters);
    }
}
