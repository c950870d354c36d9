package io.serai.conventions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of STYLE.md, 3 and 4, for one file; a rule that is broken on purpose says why in a comment, and is listed here. */
final class RouteRules {

    private static final String FIELD = "\\$\\{(body|variable|header|exchangeProperty)(\\.[A-Za-z][A-Za-z0-9]*(\\(\\))?)*}";
    private static final String CONSTANT = "('[^'$]*'|-?[0-9]+(\\.[0-9]+)?|true|false|null)";
    private static final Pattern SIMPLE = Pattern.compile(FIELD + "(\\s*(==|!=|>|>=|<|<=)\\s*" + CONSTANT + ")?");
    private static final Pattern WHOLE_BODY = Pattern.compile("\\$\\{(body|in\\.body|bodyAs[^}]*|body\\.text|body\\.description|headers|exchange|messageHistory|"
        + "exception\\.stacktrace)}");
    private static final Set<String> NEED_ID = Set.of("choice", "circuitBreaker", "split", "multicast", "recipientList", "filter", "throttle",
        "aggregate", "loop", "enrich", "pollEnrich", "wireTap", "bean");
    private static final Set<String> FORBIDDEN = Set.of("groovy", "script", "jq", "javaScript", "joor", "java", "python", "mvel", "ognl", "spel", "xpath",
        "jsonpath", "rest");

    private static final Set<String> ALL = Set.of("java.lang.Exception", "java.lang.Throwable", "java.lang.RuntimeException");

    private final YamlFile file;
    private final List<String> faults = new ArrayList<>();

    private RouteRules(YamlFile file) {
        this.file = file;
    }

    static List<String> faults(YamlFile file) {
        return new RouteRules(file).check();
    }

    private List<String> check() {
        if (!(file.content() instanceof List<?> items) || items.size() != 1) {
            fault("holds exactly one route, route template or route configuration");
            return faults;
        }
        Object item = items.get(0);
        if (YamlFile.at(item, "routeConfiguration") != null) {
            rule(file.stem().equals(YamlFile.text(item, "routeConfiguration", "id")), "the id of the policy is the file's stem");
            rule(file.stem().startsWith("policy-"), "a route configuration stands in policy-<name>.camel.yaml");
        } else if (YamlFile.at(item, "routeTemplate") != null) {
            Object template = YamlFile.at(item, "routeTemplate");
            rule(file.stem().equals(YamlFile.text(template, "id")), "the id of the template is the file's stem");
            Object route = YamlFile.at(template, "route");
            steps(route == null ? template : route, YamlFile.text(route, "id"));
        } else {
            Object route = YamlFile.at(item, "route");
            rule(route != null, "holds a route, a route template or a route configuration");
            route(route);
        }
        return faults;
    }

    private void route(Object route) {
        String id = YamlFile.text(route, "id");
        String description = YamlFile.text(route, "description");
        String uri = YamlFile.text(route, "from", "uri");
        rule(file.stem().equals(id), "the route id is the file's stem");
        rule(id.matches("[a-z0-9]+(-[a-z0-9]+){2,}"), "the route id is <feature>-<verb>-<object>");
        rule(id.split("-")[0].equals(YamlFile.text(route, "group")) || file.path().startsWith("src"), "the group is the feature the id begins with");
        rule(description.length() >= 30 && description.endsWith("."), "the description is a sentence on what arrives, what leaves, who calls it");
        if (uri.startsWith("direct:")) {
            rule(uri.equals("direct:" + id), "an inner route listens on direct:<route id>");
            rule(YamlFile.at(route, "errorHandler", "noErrorHandler") != null, "an inner route says errorHandler: noErrorHandler");
            rule(YamlFile.at(route, "routeConfigurationId") == null, "an inner route names no policy");
        } else {
            rule(YamlFile.at(route, "routeConfigurationId") != null, "a route fed from outside names its policy (routeConfigurationId)");
            rule(YamlFile.at(route, "errorHandler") == null, "a route fed from outside has no error handler of its own beside its policy");
        }
        steps(route, id);
    }

    private void steps(Object route, String id) {
        Set<String> ids = new HashSet<>();
        YamlFile.visit(route, (name, value) -> {
            if (name.equals("id") && value != YamlFile.at(route, "id")) {
                rule(value.toString().startsWith(id), "the step id '" + value + "' begins with the route id");
                rule(ids.add(value.toString()), "the step id '" + value + "' stands once");
            }
            rule(!FORBIDDEN.contains(name), "no " + name + " in a route");
            rule(!name.equals("toD") || !value.toString().contains("${"), "no toD built from message data");
            if (name.equals("uri") || name.equals("to") && value instanceof String) {
                rule(!value.toString().contains("?"), "options of '" + value + "' go under parameters, not after a ?");
            }
            if (name.equals("simple") || name.equals("expression") && value instanceof String) {
                simple(value);
            }
            if (name.equals("log")) {
                String message = value instanceof String text ? text : YamlFile.text(value, "message");
                rule(!WHOLE_BODY.matcher(message).find(), "a log step names ids and outcomes, never a body");
            }
            if (name.equals("exception") && value instanceof List<?> caught) {
                rule(caught.stream().noneMatch(type -> ALL.contains(String.valueOf(type))), "doCatch names the exceptions it means, never all");
            }
            if (name.equals("handled") || name.equals("continued")) {
                rule(false, "a failure is the policy's: no " + name);
            }
            stepId(name, value);
        });
    }

    private void simple(Object value) {
        String text = value instanceof Map<?, ?> ? YamlFile.text(value, "expression") : String.valueOf(value);
        rule(SIMPLE.matcher(text.trim()).matches(), "simple reads one field or compares it with one constant: " + text);
    }

    private void stepId(String name, Object value) {
        boolean outside = name.equals("to") && !YamlFile.text(value, "uri").startsWith("direct:") && !(value instanceof String text
            && (text.startsWith("direct:") || text.equals("kamelet:sink")));
        boolean step = NEED_ID.contains(name) && value instanceof Map<?, ?>;
        rule(!outside && !step || YamlFile.at(value, "id") != null, "the step '" + name + "' reaches outside or branches: it has an id");
    }

    private void rule(boolean kept, String rule) {
        if (!kept) {
            fault(rule);
        }
    }

    private void fault(String rule) {
        faults.add(file.fault(rule));
    }
}
