package io.serai.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Lets happen in the simulated world what the script says, each entry once, at its time. */
@Component("playScript")
@Profile("demo")
class PlayScript {

    private final List<Scene> scenes;
    private final ServiceNowTable serviceNow;
    private final ZabbixProblems zabbix;
    private final ObjectMapper json;
    private final Clock clock;
    private Instant start;

    /** One entry of the script; which of the fields are there depends on the vendor. */
    record Scene(int at, String vendor, String number, Map<String, String> fields, String trigger, String name, int severity, String host,
                 Map<String, String> tags, boolean recover) {
    }

    PlayScript(@Value("${serai.demo.script:}") String script, ResourceLoader resources, ServiceNowTable serviceNow, ZabbixProblems zabbix,
               ObjectMapper json, Clock clock) throws IOException {
        this.serviceNow = serviceNow;
        this.zabbix = zabbix;
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

    /** @return the webhooks that Datadog sends now, as JSON, possibly none */
    public synchronized List<String> play() throws JsonProcessingException {
        Instant now = clock.instant();
        start = start == null ? now : start;
        List<String> webhooks = new ArrayList<>();
        for (Scene scene : List.copyOf(scenes)) {
            if (!start.plusSeconds(scene.at()).isAfter(now)) {
                scenes.remove(scene);
                switch (scene.vendor()) {
                    case "servicenow" -> serviceNow.open(scene.number(), scene.fields());
                    case "zabbix" -> problem(scene);
                    default -> webhooks.add(webhook(scene, now));
                }
            }
        }
        return webhooks;
    }

    private void problem(Scene scene) {
        if (scene.recover()) {
            zabbix.recover(scene.trigger());
        } else {
            zabbix.open(scene.trigger(), scene.name(), scene.severity(), scene.host(), scene.tags());
        }
    }

    private String webhook(Scene scene, Instant now) throws JsonProcessingException {
        Map<String, String> body = new HashMap<>(scene.fields());
        body.put("date", Long.toString(now.toEpochMilli()));
        body.put("last_updated", Long.toString(now.toEpochMilli()));
        return json.writeValueAsString(body);
    }
}
