package io.serai.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Lists the files of the hub's home: each from {@code SERAI_HOME}, or, where it is missing there, from the jar. */
public final class HomeFiles {

    /** By folder and suffix: what is in the jar stays as it is, and looking through all jars takes long. */
    private static final Map<String, List<HomeFile>> PACKED = new ConcurrentHashMap<>();

    private final Path home;

    public HomeFiles(Path home) {
        this.home = home;
    }

    public Path home() {
        return home;
    }

    /**
     * @param folder one of {@code routes}, {@code kamelets}, {@code connector-configs}, {@code connector-configs/actions}, {@code knowledge}
     * @param suffix how the file names end ({@code .camel.yaml})
     * @return the files directly in that folder, by name
     * @throws UncheckedIOException if the folder is there and cannot be read
     */
    public List<HomeFile> list(String folder, String suffix) {
        Map<String, HomeFile> files = new TreeMap<>();
        try {
            for (HomeFile packed : packed(folder, suffix)) {
                files.put(packed.name(), packed);
            }
            Path own = home.resolve(folder);
            if (Files.isDirectory(own)) {
                try (Stream<Path> paths = Files.list(own)) {
                    paths.filter(path -> path.getFileName().toString().endsWith(suffix)).filter(Files::isRegularFile).forEach(path -> {
                        String name = path.getFileName().toString();
                        files.put(name, new HomeFile(name, folder + "/" + name, "file:" + path, new FileSystemResource(path)));
                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(files.values());
    }

    private static List<HomeFile> packed(String folder, String suffix) throws IOException {
        String key = folder + "/*" + suffix;
        List<HomeFile> known = PACKED.get(key);
        if (known != null) {
            return known;
        }
        List<HomeFile> found = new ArrayList<>();
        for (Resource packed : new PathMatchingResourcePatternResolver().getResources("classpath*:serai/" + key)) {
            String name = Objects.requireNonNull(packed.getFilename());
            found.add(new HomeFile(name, "packed:" + folder + "/" + name, "classpath:serai/" + folder + "/" + name, packed));
        }
        PACKED.put(key, List.copyOf(found));
        return found;
    }
}
