package io.serai.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.simulator.Capability;
import io.serai.simulator.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A watched folder: each export holds what happened since the last one, a row each, as CSV and as JSON Lines in turn. */
final class FolderVendor extends FeedVendor {

    private static final Set<Capability> CAN = EnumSet.of(Capability.POLL, Capability.FEED, Capability.POLL_CHANGES, Capability.PAGES, Capability.VERSIONS, Capability.STATES);

    private final Path folder;
    private int files;

    FolderVendor(Clock clock) {
        super(clock);
        try {
            folder = Files.createTempDirectory("contract-folder");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folder.toFile().deleteOnExit();
    }

    @Override
    public String connector() {
        return "file-import";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SERAI_IMPORT_FOLDER", folder.toString());
    }

    @Override
    public boolean can(Capability capability) {
        return CAN.contains(capability);
    }

    /** A file appears under its name when it is whole. */
    @Override
    void handOver(List<ObjectNode> records) {
        boolean csv = ++files % 2 == 1;
        String text = csv ? csv(records) : records.stream().map(row -> row + "\n").collect(Collectors.joining());
        try {
            Path part = Files.writeString(folder.resolve("export-" + files + ".part"), text);
            Files.move(part, folder.resolve("export-" + files + (csv ? ".csv" : ".jsonl")), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String csv(List<ObjectNode> records) {
        List<String> names = new ArrayList<>();
        records.get(0).fieldNames().forEachRemaining(names::add);
        return Stream.concat(Stream.of(String.join(",", names)), records.stream().map(row -> names.stream()
            .map(name -> row.path(name).isNull() ? "" : "\"" + row.path(name).asText().replace("\"", "\"\"") + "\"").collect(Collectors.joining(","))))
            .collect(Collectors.joining("\n", "", "\n"));
    }

    /** @throws IllegalStateException if a file was refused */
    @Override
    public boolean taken() {
        List<Path> failed = files(folder.resolve("failed"));
        if (!failed.isEmpty()) {
            throw new IllegalStateException("refused: " + failed);
        }
        return files(folder).isEmpty();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void revoke(boolean wrong) {
        // whoever may write into the folder may do so
    }

    @Override
    public Set<Fault> readingFaults() {
        return Set.of();
    }

    @Override
    public void failReading(Fault fault) {
        throw new UnsupportedOperationException("no calls are made that could go wrong");
    }

    @Override
    public void failSome(int n) {
        throw new UnsupportedOperationException("no calls are made that could go wrong");
    }

    @Override
    public void calm() {
        skew(Duration.ZERO);
    }

    @Override
    public long counted() {
        return 0;
    }

    @Override
    public void close() {
        clear();
    }
}
