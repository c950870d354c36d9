package io.serai.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One YAML file of the home, as plain maps and lists. */
record YamlFile(Path path, String text, Object content) {

    private static final Path SOURCES = Path.of("src", "main", "resources");

    /** The files of a folder of the home, and those of the same ending among the resources, by name. */
    static List<YamlFile> all(String folder, String suffix) {
        List<YamlFile> files = new ArrayList<>();
        for (Path root : List.of(Path.of(folder), SOURCES)) {
            try (Stream<Path> paths = Files.walk(root)) {
                paths.filter(path -> path.getFileName().toString().endsWith(suffix)).sorted().map(YamlFile::read).forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    private static YamlFile read(Path path) {
        try {
            String text = Files.readString(path);
            return new YamlFile(path, text, new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** File name up to its first dot. */
    String stem() {
        String name = path.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }

    String fault(String rule) {
        return path + ": " + rule;
    }

    /** The value at a path of names, or {@code null}. */
    static Object at(Object node, String... names) {
        Object found = node;
        for (String name : names) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return found;
    }

    static String text(Object node, String... names) {
        Object found = at(node, names);
        return found == null ? "" : found.toString();
    }

    /** Calls {@code visitor} with the name and the value of each entry of each map below {@code node}, from the top down, in file order. */
    static void visit(Object node, BiConsumer<String, Object> visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                visitor.accept(String.valueOf(name), value);
                visit(value, visitor);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> visit(item, visitor));
        }
    }
}
