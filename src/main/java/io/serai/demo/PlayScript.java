package io.serai.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.simulator.Capability;
import io.serai.simulator.Happening;
import io.serai.simulator.Report;
import io.serai.simulator.SimulatedVendor;
import io.serai.simulator.Webhook;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Lets happen in the simulated systems what the script says, each entry once, at its time. */
@Component("playScript")
@Profile("demo")
class PlayScript {

    private final List<Scene> scenes;
    private final Map<String, Opened> opened = new HashMap<>();
    private final DemoVendors vendors;
    private final ObjectMapper json;
    private final Clock clock;
    private Instant start;

    /**
     * One entry of the script.
     *
     * @param at    seconds after the start
     * @param name  by which a later entry may say that it is over, or {@code null}
     * @param over  name of an earlier entry that is over now, or {@code null}; then nothing else is needed
     * @param say   name of an earlier entry about which its person says {@code text} now, once the hub wrote something there; or {@code null}
     */
    record Scene(int at, String vendor, String name, String over, String say, String text, String title, String description, int priority, String person, String email, String host,
                 Map<String, String> tags) {

        Report report() {
            return new Report(title, description, priority, person, email, host, tags);
        }
    }

    /** A webhook of a connector's system. */
    record Push(String connector, Webhook webhook) {
    }

    private record Opened(String connector, String id, Report report, Instant at) {
    }

    PlayScript(@Value("${serai.demo.script:}") String script, ResourceLoader resources, DemoVendors vendors, ObjectMapper json, Clock clock) throws IOException {
        this.vendors = vendors;
        this.json = json;
        this.clock = clock;
        this.scenes = script.isBlank() ? new ArrayList<>() : read(resources.getResource(script));
    }

    private List<Scene> read(Resource script) throws IOException {
        try (InputStream in = script.getInputStream()) {
            Object entries = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new ArrayList<>(json.convertValue(entries, new TypeReference<List<Scene>>() { }));
        }
    }

    /** @return what systems that are not polled send now, possibly nothing */
    public synchronized List<Push> play() {
        Instant now = clock.instant();
        start = start == null ? now : start;
        List<Push> pushes = new ArrayList<>();
        for (Scene scene : List.copyOf(scenes)) {
            if (!start.plusSeconds(scene.at()).isAfter(now) && (scene.say() == null || isAsked(opened.get(scene.say())))) {
                scenes.remove(scene);
                happen(scene, now).ifPresent(pushes::add);
            }
        }
        return pushes;
    }

    private Optional<Push> happen(Scene scene, Instant now) {
        if (scene.say() != null) {
            Opened one = opened.get(scene.say());
            vendors.of(one.connector()).say(one.id(), one.report().person(), scene.text(), true);
            return Optional.empty();
        }
        return scene.over() == null ? open(scene, now) : end(opened.get(scene.over()), now);
    }

    private boolean isAsked(Opened one) {
        return !vendors.of(one.connector()).notes(one.id()).isEmpty();
    }

    private Optional<Push> open(Scene scene, Instant now) {
        Opened one = new Opened(scene.vendor(), vendors.of(scene.vendor()).open(scene.report(), now), scene.report(), now);
        if (scene.name() != null) {
            opened.put(scene.name(), one);
        }
        return push(one, Happening.OPENED, now, 1);
    }

    private Optional<Push> end(Opened one, Instant now) {
        vendors.of(one.connector()).resolve(one.id(), now);
        return push(one, Happening.RESOLVED, now, 2);
    }

    private Optional<Push> push(Opened one, Happening what, Instant now, int revision) {
        SimulatedVendor vendor = vendors.of(one.connector());
        return vendor.can(Capability.POLL) ? Optional.empty()
            : Optional.of(new Push(one.connector(), vendor.webhook(what, one.id(), one.report(), one.at(), now, revision)));
    }
}
