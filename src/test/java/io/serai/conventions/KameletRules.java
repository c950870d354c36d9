package io.serai.conventions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checklist of STYLE.md, 5, for one kamelet. */
final class KameletRules {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z][A-Za-z0-9]*)(:[^}]*)?}}");
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(password|secret|token|apikey|applicationkey|passphrase)$");
    private static final String CREDENTIALS = "urn:camel:group:credentials";
    /** Names of Camel's public catalogue near to ours: a kamelet of ours under such a name would shadow it. */
    private static final Set<String> TAKEN = Set.of("jira-source", "jira-oauth-source", "jira-add-issue-sink", "jira-add-comment-sink",
        "jira-transition-issue-sink", "jira-update-issue-sink", "kafka-source", "kafka-sink", "http-source", "http-sink", "http-secured-source",
        "http-secured-sink", "webhook-source", "timer-source", "log-sink", "log-action", "slack-source", "slack-sink", "mail-sink", "mail-source",
        "postgresql-sink", "postgresql-source", "splunk-sink", "splunk-source", "file-sink", "file-watch-source", "delay-action");
    private static final Set<String> FORBIDDEN = Set.of("errorHandler", "onException", "doTry", "onFallback", "groovy", "script", "routeConfigurationId");

    private final YamlFile file;
    private final List<String> faults = new ArrayList<>();

    private KameletRules(YamlFile file) {
        this.file = file;
    }

    static List<String> faults(YamlFile file) {
        return new KameletRules(file).check();
    }

    private List<String> check() {
        Object kamelet = file.content();
        String name = file.stem();
        rule(name.equals(YamlFile.text(kamelet, "metadata", "name")), "metadata.name is the file's stem");
        rule(name.matches("[a-z0-9]+(-[a-z0-9]+)+-(source|sink|action)"), "the name is <vendor>-<thing>-<source|sink|action>");
        rule(!TAKEN.contains(name), "the name is taken by Camel's public catalogue");
        String type = YamlFile.at(kamelet, "metadata", "labels") instanceof Map<?, ?> labels ? String.valueOf(labels.get("camel.apache.org/kamelet.type")) : "";
        rule(name.endsWith("-" + type), "the label camel.apache.org/kamelet.type is what the name ends in");
        Object definition = YamlFile.at(kamelet, "spec", "definition");
        String description = YamlFile.text(definition, "description");
        rule(!YamlFile.text(definition, "title").isEmpty(), "has a title");
        for (String word : List.of("Body", "Headers", "Side effect", "Safe to repeat")) {
            rule(description.contains(word), "the description says: " + word);
        }
        rule(YamlFile.at(kamelet, "spec", "dependencies") instanceof List<?> list && !list.isEmpty(), "lists its dependencies");
        properties(definition);
        template(YamlFile.at(kamelet, "spec", "template"), type);
        rule(!file.text().contains("{{serai."), "knows nothing of the hub's settings ({{serai.*}})");
        return faults;
    }

    private void properties(Object definition) {
        Map<?, ?> properties = YamlFile.at(definition, "properties") instanceof Map<?, ?> map ? map : Map.of();
        Object required = YamlFile.at(definition, "required");
        rule(required instanceof List<?> || properties.values().stream().allMatch(property -> YamlFile.at(property, "default") != null),
            "says which properties are required");
        properties.forEach((key, value) -> property(String.valueOf(key), value));
        if (required instanceof List<?> list) {
            list.forEach(name -> rule(properties.containsKey(name), "the required property '" + name + "' is declared"));
        }
        Set<String> used = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(file.text().substring(Math.max(0, file.text().indexOf("\n  template:"))));
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        Set<String> declared = new HashSet<>();
        properties.keySet().forEach(key -> declared.add(String.valueOf(key)));
        used.removeIf(name -> name.equals("env"));
        rule(declared.equals(used), "declared properties " + new TreeSet<>(declared) + " = used properties " + used);
    }

    private void property(String name, Object property) {
        for (String part : List.of("title", "description", "type")) {
            rule(!YamlFile.text(property, part).isEmpty(), "the property '" + name + "' has a " + part);
        }
        boolean secret = "password".equals(YamlFile.text(property, "format"));
        boolean credentials = YamlFile.at(property, "x-descriptors") instanceof List<?> list && list.contains(CREDENTIALS);
        rule(secret == credentials, "the property '" + name + "': format password and the credentials descriptor stand together");
        rule(secret || !SECRET_NAME.matcher(name).matches(), "the property '" + name + "' sounds like a secret: format password");
        rule(!secret || YamlFile.at(property, "default") == null, "the secret '" + name + "' has no default");
        rule(secret || YamlFile.at(property, "default") != null || YamlFile.at(property, "example") != null,
            "the property '" + name + "' has a default or an example");
    }

    private void template(Object template, String type) {
        String text = file.text().substring(Math.max(0, file.text().indexOf("\n  template:")));
        boolean source = type.equals("source");
        rule(!source || text.contains("kamelet:sink"), "a source ends in kamelet:sink");
        rule(source || "kamelet:source".equals(YamlFile.text(template, "from", "uri")), "a sink or an action begins at kamelet:source");
        boolean http = Pattern.compile("(?m)uri: [\"']?(https?:|\\{\\{(base)?[uU]rl)|servicenow:").matcher(text).find();
        rule(!http || text.contains("removeHeaders"), "Camel* headers are removed before it " + (source ? "hands over" : "dispatches"));
        YamlFile.visit(template, (name, value) -> {
            rule(!FORBIDDEN.contains(name), "no " + name + " inside: the caller's policy applies");
            rule(!name.equals("toD") || !value.toString().contains("${"), "no toD built from message data");
            if (name.equals("uri") || name.equals("to") && value instanceof String) {
                rule(!value.toString().contains("?"), "options of '" + value + "' go under parameters, not after a ?");
            }
        });
    }

    private void rule(boolean kept, String rule) {
        if (!kept) {
            faults.add(file.fault(rule));
        }
    }
}
