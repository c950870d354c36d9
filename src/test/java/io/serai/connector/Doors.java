package io.serai.connector;

import io.serai.home.HomeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every connector whose senders have to prove themselves: those that are shipped, as their files say, and samples of the kinds of proof that
 * none of these uses. Secrets are made up of the names of their variables.
 */
final class Doors {

    private static final Path SAMPLES = Path.of("src/test/resources/connector-configs");
    private static final Pattern SECRET = Pattern.compile("\\bsecret: \"\\{\\{env:([A-Z0-9_]+)}}\"");
    private static final Pattern PREVIOUS = Pattern.compile("\\bpreviousSecret: \"\\{\\{env:([A-Z0-9_]+)}}\"");

    /**
     * @param secret   as the sender knows it
     * @param previous the one before, or {@code null} if the file has no place for it
     */
    record Door(Connector connector, String secret, String previous) {

        SenderProof proof() {
            return connector.streams().hook().proof();
        }

        @Override
        public String toString() {
            return connector.name();
        }
    }

    private Doors() {
    }

    static Stream<Door> all() {
        return doors(name -> true).values().stream();
    }

    /** As {@link #all}, while nobody has set a secret to be replaced. */
    static Stream<Door> withoutPrevious() {
        return doors(name -> !name.endsWith("_PREVIOUS")).values().stream();
    }

    /** One that lets everybody in. */
    static Connector open() {
        return ConnectorFiles.read(new HomeFiles(home()), name -> Optional.empty()).find("well").orElseThrow();
    }

    /** @param set which variables are set, of those that the files name */
    private static Map<String, Door> doors(Predicate<String> set) {
        HomeFiles home = new HomeFiles(home());
        Map<String, String> texts = new TreeMap<>();
        home.list("connector-configs", ".yaml").stream().filter(file -> !file.name().equals("policy.yaml"))
            .forEach(file -> texts.put(file.stem(), file.text()));
        Set<String> needed = new HashSet<>();
        ConnectorFiles.read(home, name -> Optional.empty()).files().forEach(file -> {
            needed.addAll(file.missing());
            file.off().values().forEach(needed::addAll);
        });
        texts.values().forEach(text -> variable(PREVIOUS, text).ifPresent(needed::add));
        Function<String, Optional<String>> environment = name -> needed.contains(name) && set.test(name) ? Optional.of(value(name)) : Optional.empty();
        Map<String, Door> doors = new TreeMap<>();
        ConnectorFiles.read(home, environment).all().stream().filter(Doors::isGuarded).forEach(connector -> {
            String text = texts.get(connector.name());
            doors.put(connector.name(), new Door(connector, variable(SECRET, text).map(Doors::value).orElseThrow(),
                variable(PREVIOUS, text).map(Doors::value).orElse(null)));
        });
        return doors;
    }

    private static boolean isGuarded(Connector connector) {
        Connector.Hook hook = connector.streams().hook();
        return hook != null && !hook.isOpen();
    }

    /** The samples of the kinds of proof; what is shipped comes from the jar's side by itself. */
    private static Path home() {
        try {
            Path home = Files.createTempDirectory("doors");
            for (String folder : List.of("valid", "kamelets")) {
                Path to = Files.createDirectories(home.resolve(folder.equals("valid") ? "connector-configs" : folder));
                try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
                    for (Path file : files.toList()) {
                        Files.copy(file, to.resolve(file.getFileName()));
                    }
                }
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> variable(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** Fits every kind of secret, and tells connectors apart. */
    private static String value(String variable) {
        try {
            return variable.endsWith("_URL") ? "https://vendor.example" : "whsec_" + Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(variable.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
