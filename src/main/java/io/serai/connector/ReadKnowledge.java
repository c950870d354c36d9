package io.serai.connector;

import io.serai.connector.Connector.Knowledge;
import io.serai.connector.Connector.Step;
import io.serai.home.YamlMap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.boot.convert.DurationStyle;

/** Reads {@code knowledge:} of a connector's file: which kamelets list and fetch the articles of a knowledge base. */
final class ReadKnowledge {

    private static final Duration LIST_EVERY = Duration.ofHours(1);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(7);

    private final ReadStep steps;
    private final Function<String, Optional<String>> environment;

    ReadKnowledge(ReadStep steps, Function<String, Optional<String>> environment) {
        this.steps = steps;
        this.environment = environment;
    }

    /** @param source the kamelet that lists */
    record Section(Step source, Knowledge knowledge) {
    }

    /** @return {@code null} if the file has no such section, or one with faults */
    Section read(YamlMap yaml, Set<String> needed) {
        Optional<YamlMap> found = yaml.map("knowledge");
        if (found.isEmpty()) {
            return null;
        }
        for (String other : List.of("poll", "hook", "normalize", "writeBack")) {
            if (yaml.has(other)) {
                yaml.fault(other, "a connector with 'knowledge' has no '" + other + "': tickets of the same system come by a file of their own");
            }
        }
        YamlMap section = found.get();
        section.allow("list", "article", "attachment", "listEvery", "reviewed", "enabledBy");
        Step source = steps.read(section, "list", "source", needed, yaml.text("connector"));
        Step article = steps.read(section, "article", "action", needed, yaml.text("connector"));
        Step attachment = section.has("attachment") ? steps.read(section, "attachment", "action", needed, yaml.text("connector")) : null;
        for (String step : List.of("list", "article")) {
            if (!section.has(step)) {
                section.fault("", "'knowledge' needs '" + step + "', a step with a kamelet");
            }
        }
        Duration listEvery = value(section, "listEvery", needed).map(text -> duration(section, text)).orElse(LIST_EVERY);
        boolean reviewed = value(section, "reviewed", needed).map(text -> flag(section, text)).orElse(false);
        return source == null || article == null ? null : new Section(source, new Knowledge(article, attachment, listEvery, reviewed));
    }

    private Optional<String> value(YamlMap section, String key, Set<String> needed) {
        Optional<String> text = section.text(key);
        text.ifPresent(found -> Placeholders.check(section, key, found, needed));
        return text.filter(found -> Placeholders.fault(found).isEmpty()
            && Placeholders.needed(found).stream().allMatch(name -> environment.apply(name).isPresent()))
            .map(found -> Placeholders.resolve(found, environment));
    }

    private static Duration duration(YamlMap section, String text) {
        Duration duration;
        try {
            duration = DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException e) {
            duration = Duration.ZERO;
        }
        if (duration.compareTo(LEAST) < 0 || duration.compareTo(MOST) > 0) {
            section.fault("listEvery", "'listEvery' must be between 1s and 7d, such as 1h");
            return LIST_EVERY;
        }
        return duration;
    }

    private static boolean flag(YamlMap section, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            section.fault("reviewed", "'reviewed' must be true or false");
        }
        return text.equals("true");
    }
}
