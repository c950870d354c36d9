package io.serai.connector;

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

    /** What names of connectors, vendors and tenants look like. */
    static final String NAME = "[a-z0-9-]{1,64}";

    private final ReadAuth auths;
    private final ReadFlows flows;
    private final ReadLimits limits;
    private final ReadTicketRules tickets;
    private final References references;
    private final Function<String, Optional<String>> environment;

    ReadConnectorFile(Map<String, Kamelet> kamelets, References references) {
        this.references = references;
        this.environment = references::find;
        ReadStep steps = new ReadStep(kamelets, environment);
        this.auths = new ReadAuth(environment);
        this.flows = new ReadFlows(steps, environment);
        this.limits = new ReadLimits(environment);
        this.tickets = new ReadTicketRules(steps, environment);
    }

    ConnectorFile read(HomeFile file) {
        List<Fault> faults = new ArrayList<>();
        Set<String> needed = new LinkedHashSet<>();
        Map<String, List<String>> off = new LinkedHashMap<>();
        Optional<Connector> connector = YamlMap.read(file, faults).map(yaml -> connector(file, yaml, needed, off)).filter(c -> faults.isEmpty());
        List<String> missing = needed.stream().filter(this::isMissing).map(this::withReason).toList();
        off.replaceAll((section, names) -> names.stream().map(this::withReason).toList());
        return new ConnectorFile(file.stem(), file.origin(), connector.map(read -> missing.isEmpty() ? read : read.switchedOff()), missing, off,
            faults.stream().distinct().toList());
    }

    private Connector connector(HomeFile file, YamlMap yaml, Set<String> needed, Map<String, List<String>> off) {
        yaml.allow("connector", "vendor", "tenant", "description", "enabledBy", "autoRemediation", "hook", "poll", "normalize", "writeBack", "ownUser",
            "auth", "limits", "check", "partOf", "mapping", "tenants", "knowledge", "context", "comments", "feed", "events");
        String name = name(yaml, "connector", yaml.required("connector").orElse(file.stem()));
        if (name.matches(NAME) && !name.equals(file.stem())) {
            yaml.fault("connector", "'connector' must be the file's name, " + file.stem());
        }
        String vendor = name(yaml, "vendor", yaml.required("vendor").orElse("none"));
        String tenant = name(yaml, "tenant", yaml.text("tenant").orElse("default"));
        needed.addAll(Sections.enabledBy(yaml));
        Set<String> authNeeds = new LinkedHashSet<>();
        Optional<Auth> auth = yaml.map("auth").flatMap(map -> auths.read(map, authNeeds));
        ReadFlows.Flows flow = flows.read(yaml, authNeeds, needed);
        off.putAll(flow.off());
        Optional<Limits> limit = yaml.map("limits").flatMap(limits::read);
        TicketRules rules = tickets.read(yaml, name, tenant, flow.streams().writeBack() != null, needed);
        Access access = new Access(auth.orElse(null), limit.orElse(null), ReadChecks.read(yaml));
        return new Connector(name, vendor, tenant, yaml.required("description").orElse(""), rules, access, flow.streams(), flow.lookups());
    }

    private static String name(YamlMap yaml, String key, String name) {
        if (!name.matches(NAME)) {
            yaml.fault(key, "'" + key + "' must match " + NAME);
        }
        return name;
    }

    private boolean isMissing(String reference) {
        return environment.apply(reference).isEmpty();
    }

    /** A secret that cannot be read is named with the reason. */
    private String withReason(String reference) {
        return reference + references.fault(reference).map(fault -> " (" + fault + ")").orElse("");
    }
}
