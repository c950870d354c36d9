package io.serai.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    private static final Pattern MADE = Pattern.compile("(?:counter|timer|gauge|summary|builder|multiGauge)\\(\\s*\"(serai\\.[a-z.]+)\"");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `(serai\\.[a-z.]+)` \\|");

    @Test
    void thePageListsTheMetricsThatThereAre() throws IOException {
        Set<String> made = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                MADE.matcher(Files.readString(file)).results().map(hit -> hit.group(1)).forEach(made::add);
            }
        }
        Set<String> listed = new TreeSet<>();
        LISTED.matcher(Files.readString(Path.of("docs", "operate-metrics.md"))).results().map(hit -> hit.group(1)).forEach(listed::add);

        assertThat(listed).as("docs/operate-metrics.md").isEqualTo(made);
    }
}
