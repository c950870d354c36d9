package io.serai.connector;

import io.serai.connector.Connector.Hook;
import io.serai.connector.Connector.Step;
import io.serai.home.YamlMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads of a connector's file the sections by which something flows in or out; each may be on or off, as {@link Sections} says. */
final class ReadFlows {

    private final Function<String, Optional<String>> environment;
    private final ReadHook hooks;
    private final ReadStep steps;
    private final ReadKnowledge knowledges;

    ReadFlows(ReadStep steps, Function<String, Optional<String>> environment) {
        this.environment = environment;
        this.steps = steps;
        this.hooks = new ReadHook(environment);
        this.knowledges = new ReadKnowledge(steps, environment);
    }

    /** @param off sections that are left out, each with the variables that are not set */
    record Flows(Streams streams, Lookups lookups, Map<String, List<String>> off) {
    }

    /**
     * Tells the faults; what it returns is complete only if there are none.
     *
     * @param authNeeds variables that every section needs which calls the system
     * @param needed    takes the variables without which the whole connector is off
     */
    Flows read(YamlMap yaml, Set<String> authNeeds, Set<String> needed) {
        Sections sections = new Sections(environment, needed);
        Hook hook = sections.read(yaml, "hook", Set.of(), needs -> hook(yaml, needs));
        Step poll = step(sections, yaml, "poll", "source", authNeeds);
        Step writeBack = step(sections, yaml, "writeBack", "sink", authNeeds);
        Step context = step(sections, yaml, "context", "action", authNeeds);
        Step comments = step(sections, yaml, "comments", "action", authNeeds);
        ReadKnowledge.Section knowledge = sections.read(yaml, "knowledge", authNeeds, needs -> knowledges.read(yaml, needs));
        Map<String, List<String>> off = new LinkedHashMap<>(sections.off());
        // without them a connector still normalises what comes in otherwise
        Sections byThemselves = new Sections(environment, needed);
        Step feed = step(byThemselves, yaml, "feed", "source", authNeeds);
        Step events = step(byThemselves, yaml, "events", "sink", authNeeds);
        off.putAll(byThemselves.leftOut());
        return new Flows(new Streams(hook, knowledge == null ? poll : knowledge.source(), feed, writeBack, events),
            new Lookups(knowledge == null ? null : knowledge.knowledge(), context, comments), off);
    }

    private Step step(Sections sections, YamlMap yaml, String key, String kind, Set<String> authNeeds) {
        return sections.read(yaml, key, authNeeds, needs -> steps.read(yaml, key, kind, needs));
    }

    private Hook hook(YamlMap yaml, Set<String> needs) {
        return yaml.map("hook").map(hook -> {
            hooks.check(hook, needs);
            return hooks.read(hook);
        }).orElse(null);
    }
}
