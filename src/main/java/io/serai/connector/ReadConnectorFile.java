package io.serai.connector;

import io.serai.connector.Connector.Hook;
import io.serai.connector.Connector.Step;
import io.serai.home.Fault;
import io.serai.home.HomeFile;
import io.serai.home.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one file of {@code connector-configs/}. Collects all faults of a file, and throws none. */
final class ReadConnectorFile {

    private final ReadHook hooks;
    private final ReadStep steps;
    private final ReadKnowledge knowledges;
    private final ReadAuth auths;
    private final ReadLimits limits;
    private final ReadMapping mappings = new ReadMapping();
    private final References references;
    private final Function<String, Optional<String>> environment;

    ReadConnectorFile(Map<String, Kamelet> kamelets, References references) {
        this.references = references;
        this.environment = references::find;
        this.hooks = new ReadHook(environment);
        this.steps = new ReadStep(kamelets, environment);
        this.knowledges = new ReadKnowledge(steps, environment);
        this.auths = new ReadAuth(environment);
        this.limits = new ReadLimits(environment);
    }

    ConnectorFile read(HomeFile file) {
        List<Fault> faults = new ArrayList<>();
        Set<String> needed = new LinkedHashSet<>();
        Map<String, List<String>> off = new LinkedHashMap<>();
        Optional<Connector> connector = YamlMap.read(file, faults).map(yaml -> connector(file, yaml, needed, off, faults)).filter(c -> faults.isEmpty());
        List<String> missing = needed.stream().filter(name -> environment.apply(name).isEmpty()).map(this::withReason).toList();
        off.replaceAll((section, names) -> names.stream().map(this::withReason).toList());
        return new ConnectorFile(file.stem(), file.origin(), connector, missing, off, faults.stream().distinct().toList());
    }

    private Connector connector(HomeFile file, YamlMap yaml, Set<String> needed, Map<String, List<String>> off, List<Fault> faults) {
        yaml.allow("connector", "vendor", "tenant", "description", "enabledBy", "autoRemediation", "hook", "poll", "normalize", "writeBack", "ownUser",
            "auth", "limits", "check", "partOf", "mapping", "tenants", "knowledge", "context", "feed", "events");
        String name = yaml.required("connector").orElse(file.stem());
        if (!name.matches("[a-z0-9-]{1,64}")) {
            yaml.fault("connector", "'connector' must match [a-z0-9-]{1,64}");
        } else if (!name.equals(file.stem())) {
            yaml.fault("connector", "'connector' must be the file's name, " + file.stem());
        }
        String vendor = yaml.required("vendor").orElse("none");
        if (!vendor.matches("[a-z0-9-]{1,64}")) {
            yaml.fault("vendor", "'vendor' must match [a-z0-9-]{1,64}");
        }
        String tenant = yaml.text("tenant").orElse("default");
        if (!tenant.matches("[a-z0-9-]{1,64}")) {
            yaml.fault("tenant", "'tenant' must match [a-z0-9-]{1,64}");
        }
        needed.addAll(Sections.enabledBy(yaml));
        Sections sections = new Sections(environment, needed);
        Set<String> authNeeds = new LinkedHashSet<>();
        Optional<Auth> auth = yaml.map("auth").flatMap(map -> auths.read(map, authNeeds));
        Hook hook = sections.read(yaml, "hook", Set.of(), needs -> yaml.map("hook").map(map -> hook(map, needs)).orElse(null));
        Step poll = sections.read(yaml, "poll", authNeeds, needs -> steps.read(yaml, "poll", "source", needs));
        Step normalize = steps.read(yaml, "normalize", "action", needed);
        Step writeBack = sections.read(yaml, "writeBack", authNeeds, needs -> steps.read(yaml, "writeBack", "sink", needs));
        Step context = sections.read(yaml, "context", authNeeds, needs -> steps.read(yaml, "context", "action", needs));
        ReadKnowledge.Section knowledge = sections.read(yaml, "knowledge", authNeeds, needs -> knowledges.read(yaml, needs));
        off.putAll(sections.off());
        // without them a connector still normalises what comes in otherwise
        Sections byThemselves = new Sections(environment, needed);
        Streams streams = new Streams(byThemselves.read(yaml, "feed", authNeeds, needs -> steps.read(yaml, "feed", "source", needs)),
            byThemselves.read(yaml, "events", authNeeds, needs -> steps.read(yaml, "events", "sink", needs)));
        off.putAll(byThemselves.leftOut());
        Optional<Limits> limit = yaml.map("limits").flatMap(limits::read);
        Optional<String> ownUser = yaml.text("ownUser");
        ownUser.ifPresent(user -> Placeholders.check(yaml, "ownUser", user, needed));
        if (!yaml.has("normalize") && !yaml.has("knowledge") && !yaml.has("context")) {
            yaml.fault("normalize", "'normalize' is missing: it names the kamelet that turns a raw event into tickets");
        }
        Mappings mapping = mappings.read(yaml, tenant);
        if (!mapping.isNone() && normalize != null) {
            normalize = steps.withRecord(yaml, yaml.has("mapping") ? "mapping" : "tenants", normalize);
        }
        Optional<String> partOf = yaml.text("partOf");
        if (partOf.filter(other -> !other.matches("[a-z0-9-]{1,64}") || other.equals(name)).isPresent() || partOf.isPresent() && writeBack != null) {
            yaml.fault("partOf", "'partOf' must be the name of another connector, which takes the notes");
        }
        List<Check> checks = ReadChecks.read(yaml);
        boolean autoRemediation = autoRemediation(yaml);
        String description = yaml.required("description").orElse("");
        if (!faults.isEmpty()) {
            return null;
        }
        if (needed.stream().anyMatch(variable -> environment.apply(variable).isEmpty())) {
            return new Connector(name, vendor, tenant, description, autoRemediation, null, null, normalize, null, null, null, null, mapping,
                partOf.orElse(null), List.of());
        }
        return new Connector(name, vendor, tenant, description, autoRemediation, hook, knowledge == null ? poll : knowledge.source(), normalize, writeBack,
            ownUser.map(user -> Placeholders.resolve(user, environment)).orElse(null), auth.orElse(null), limit.orElse(null), mapping,
            partOf.orElse(null), checks, knowledge == null ? null : knowledge.knowledge(), context, streams);
    }

    /** A secret that cannot be read is named with the reason. */
    private String withReason(String reference) {
        return reference + references.fault(reference).map(fault -> " (" + fault + ")").orElse("");
    }

    private Hook hook(YamlMap map, Set<String> needs) {
        hooks.check(map, needs);
        return hooks.read(map);
    }

    /** True, false, or a placeholder with a default that becomes one of them. */
    private boolean autoRemediation(YamlMap yaml) {
        Optional<String> text = yaml.text("autoRemediation");
        if (text.isEmpty() || Placeholders.isLiteral(text.get())) {
            return yaml.flag("autoRemediation", false);
        }
        if (Placeholders.fault(text.get()).isPresent() || !Placeholders.needed(text.get()).isEmpty()) {
            yaml.fault("autoRemediation", "'autoRemediation' must be true, false, or {{env:NAME:false}}");
            return false;
        }
        String value = Placeholders.resolve(text.get(), environment);
        if (!value.equals("true") && !value.equals("false")) {
            yaml.fault("autoRemediation", "'autoRemediation' must be true or false, and the variable it names is neither");
        }
        return value.equals("true");
    }
}
