package io.serai.connector;

import io.serai.home.Fault;
import io.serai.home.HomeFile;
import io.serai.home.HomeFiles;
import io.serai.home.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file with parameters of a normalising kamelet that are others for some rows; they travel with the rows. */
public final class RowMapping {

    /** A kamelet says by this annotation that it heeds the parameters that a row brings. */
    private static final String ANNOTATION = "serai.io/parameters-by-row";

    private RowMapping() {
    }

    /**
     * @param normalize of the connector whose kamelet has the parameters
     * @return parameters by name
     * @throws IllegalArgumentException naming each fault as {@code file:line: message}
     */
    public static Map<String, String> read(HomeFiles home, NormalizeText normalize, Path file) {
        List<Fault> faults = new ArrayList<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        String name = normalize.connector().tickets().normalize().kamelet();
        HomeFile kameletFile = home.list("kamelets", ".kamelet.yaml").stream().filter(one -> one.stem().equals(name)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no kamelet " + name));
        boolean heeds = YamlMap.read(kameletFile, faults).flatMap(yaml -> yaml.map("metadata")).flatMap(metadata -> metadata.map("annotations"))
            .flatMap(annotations -> annotations.text(ANNOTATION)).filter("true"::equals).isPresent();
        if (!heeds) {
            throw new IllegalArgumentException("the kamelet " + name + " of connector " + normalize.connector().name() + " takes no mapping with its rows");
        }
        Optional<Kamelet> kamelet = Kamelet.read(kameletFile, new CheckKamelet(), faults);
        YamlMap.read(file.toString(), text(file), faults).ifPresent(yaml -> yaml.keys().forEach(key -> {
            Kamelet.Property property = kamelet.map(Kamelet::properties).orElse(Map.of()).get(key);
            if (property == null) {
                yaml.fault(key, "unknown key '" + key + "'; allowed are " + kamelet.map(one -> String.join(", ", one.properties().keySet())).orElse("none"));
                return;
            }
            yaml.text(key).ifPresent(value -> {
                property.fault(value).ifPresent(words -> yaml.fault(key, "'" + key + "' " + words));
                parameters.put(key, value);
            });
        }));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        }
        return parameters;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > HomeFile.LIMIT) {
                throw new IllegalArgumentException(file + ": larger than " + HomeFile.LIMIT + " bytes");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e, e);
        }
    }
}
