package io.serai.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.home.HomeFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The catalogue as the home's files say when the hub starts. A file at fault is refused by name and line, and stops no other. */
@Component
class ActionCatalogue implements Actions {

    private static final Logger LOG = LoggerFactory.getLogger(ActionCatalogue.class);

    private final Map<String, Entry> entries = new TreeMap<>();

    private record Entry(Action action, ParameterSchema schema) {
    }

    ActionCatalogue(HomeFiles home, Environment environment) {
        ReadActionFile reader = new ReadActionFile(name -> Optional.ofNullable(environment.getProperty(name)).filter(text -> !text.isBlank()));
        for (var file : home.list(ActionCheck.FOLDER, ActionCheck.SUFFIX)) {
            ActionFile read = reader.read(file);
            read.faults().forEach(fault -> LOG.error("action refused: {}", fault));
            if (read.faults().isEmpty() && !read.missing().isEmpty()) {
                LOG.info("action {} is off: {} not set", read.name(), String.join(", ", read.missing()));
            }
            read.action().ifPresent(action -> entries.put(action.name(), new Entry(action, new ParameterSchema(action.parameters()))));
        }
        LOG.info("actions: {}", entries.isEmpty() ? "none" : String.join(", ", entries.keySet()));
    }

    @Override
    public Optional<Action> find(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::action);
    }

    @Override
    public List<Action> all() {
        return entries.values().stream().map(Entry::action).toList();
    }

    @Override
    public List<String> violations(String action, JsonNode parameters) {
        Entry entry = entries.get(action);
        if (entry == null) {
            throw new IllegalArgumentException("there is no action '" + action + "'");
        }
        return entry.schema().violations(parameters);
    }
}
