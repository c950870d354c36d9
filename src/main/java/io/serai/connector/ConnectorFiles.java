package io.serai.connector;

import io.serai.home.Fault;
import io.serai.home.HomeFile;
import io.serai.home.HomeFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All files of {@code connector-configs/} as they were at start; a broken one is refused and does not stop the others.
 * {@code policy.yaml} and the folder {@code actions/} belong to other features.
 */
final class ConnectorFiles implements Connectors {

    private static final String POLICY = "policy.yaml";

    private final Map<String, ConnectorFile> files;
    private final List<Fault> kameletFaults;

    private ConnectorFiles(Map<String, ConnectorFile> files, List<Fault> kameletFaults) {
        this.files = files;
        this.kameletFaults = kameletFaults;
    }

    /** @param environment finds the value of an environment variable or property; blank counts as absent */
    static ConnectorFiles read(HomeFiles home, Function<String, Optional<String>> environment) {
        return read(home, new References(home.home(), environment, Optional.empty()));
    }

    static ConnectorFiles read(HomeFiles home, References references) {
        List<Fault> kameletFaults = new ArrayList<>();
        Map<String, Kamelet> kamelets = new TreeMap<>();
        CheckKamelet check = new CheckKamelet();
        home.list("kamelets", ".kamelet.yaml").forEach(file ->
            Kamelet.read(file, check, kameletFaults).ifPresent(kamelet -> kamelets.put(kamelet.name(), kamelet)));
        ReadConnectorFile reader = new ReadConnectorFile(kamelets, references);
        Map<String, ConnectorFile> files = new TreeMap<>();
        for (HomeFile file : home.list("connector-configs", ".yaml")) {
            if (file.name().equals(POLICY)) {
                continue;
            }
            ConnectorFile read = reader.read(file);
            ConnectorFile first = files.get(read.name());
            files.put(read.name(), first == null ? read : twice(first, read));
        }
        files.replaceAll((name, file) -> whole(file, files));
        return new ConnectorFiles(files, List.copyOf(kameletFaults));
    }

    /** A part is of a connector that there is, of the same system and the same tenant: else its tickets would be nobody's. */
    private static ConnectorFile whole(ConnectorFile file, Map<String, ConnectorFile> files) {
        Optional<Connector> part = file.connector().filter(connector -> connector.tickets().partOf() != null);
        if (part.isEmpty()) {
            return file;
        }
        boolean found = Optional.ofNullable(files.get(part.get().tickets().partOf())).flatMap(ConnectorFile::connector)
            .filter(whole -> whole.vendor().equals(part.get().vendor()) && whole.tenant().equals(part.get().tenant()) && whole.tickets().partOf() == null).isPresent();
        return found ? file : new ConnectorFile(file.name(), file.origin(), Optional.empty(), List.of(), Map.of(), List.of(new Fault(file.origin(), 1,
            "'partOf' names '" + part.get().tickets().partOf() + "', which is no connector of the same vendor and tenant")));
    }

    private static ConnectorFile twice(ConnectorFile first, ConnectorFile second) {
        List<Fault> faults = new ArrayList<>(first.faults());
        faults.addAll(second.faults());
        faults.add(new Fault(second.origin(), 1, "the connector '" + second.name() + "' has another file already, " + first.origin()));
        return new ConnectorFile(first.name(), first.origin(), Optional.empty(), List.of(), Map.of(), List.copyOf(faults));
    }

    @Override
    public Optional<Connector> find(String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(files.get(name)).filter(ConnectorFile::on).flatMap(ConnectorFile::connector);
    }

    @Override
    public List<Connector> all() {
        return files.values().stream().filter(ConnectorFile::on).flatMap(file -> file.connector().stream()).toList();
    }

    /** All files, by name, whether their connectors are on, off or refused. */
    List<ConnectorFile> files() {
        return List.copyOf(files.values());
    }

    /** What is wrong with kamelets and connector configs, by file and line. */
    List<Fault> faults() {
        List<Fault> all = new ArrayList<>(kameletFaults);
        files.values().forEach(file -> all.addAll(file.faults()));
        all.sort(Comparator.comparing(Fault::origin).thenComparingInt(Fault::line));
        return all;
    }
}
