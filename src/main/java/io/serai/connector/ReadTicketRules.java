package io.serai.connector;

import io.serai.connector.Connector.Step;
import io.serai.home.YamlMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads of a connector's file how what comes becomes tickets: {@code normalize}, {@code mapping}, {@code tenants}, {@code ownUser} and the like. */
final class ReadTicketRules {

    private final ReadStep steps;
    private final Function<String, Optional<String>> environment;
    private final ReadMapping mappings = new ReadMapping();

    ReadTicketRules(ReadStep steps, Function<String, Optional<String>> environment) {
        this.steps = steps;
        this.environment = environment;
    }

    /**
     * Tells the faults; what it returns is complete only if there are none.
     *
     * @param name       the connector's
     * @param tenant     the connector's
     * @param takesNotes true if notes can be written through this connector
     * @param needed     takes the variables that it needs
     */
    TicketRules read(YamlMap yaml, String name, String tenant, boolean takesNotes, Set<String> needed) {
        Step normalize = steps.read(yaml, "normalize", "action", needed);
        if (!yaml.has("normalize") && !yaml.has("knowledge") && !yaml.has("context")) {
            yaml.fault("normalize", "'normalize' is missing: it names the kamelet that turns a raw event into tickets");
        }
        Mappings mapping = mappings.read(yaml, tenant);
        if (!mapping.isNone() && normalize != null) {
            normalize = steps.withRecord(yaml, yaml.has("mapping") ? "mapping" : "tenants", normalize);
        }
        return new TicketRules(normalize, mapping, ownUser(yaml, needed), partOf(yaml, name, takesNotes), autoRemediation(yaml));
    }

    /** @return {@code null} too while a variable it needs is not set */
    private String ownUser(YamlMap yaml, Set<String> needed) {
        Optional<String> ownUser = yaml.text("ownUser");
        ownUser.ifPresent(user -> Placeholders.check(yaml, "ownUser", user, needed));
        return ownUser.filter(user -> Placeholders.fault(user).isEmpty()
                && Placeholders.needed(user).stream().allMatch(variable -> environment.apply(variable).isPresent()))
            .map(user -> Placeholders.resolve(user, environment)).orElse(null);
    }

    private static String partOf(YamlMap yaml, String name, boolean takesNotes) {
        Optional<String> partOf = yaml.text("partOf");
        if (partOf.isPresent() && (takesNotes || !partOf.get().matches(ReadConnectorFile.NAME) || partOf.get().equals(name))) {
            yaml.fault("partOf", "'partOf' must be the name of another connector, which takes the notes");
        }
        return partOf.orElse(null);
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
