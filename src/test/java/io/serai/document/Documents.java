package io.serai.document;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Settings for tests. */
final class Documents {

    private Documents() {
    }

    static DocumentProperties properties(Path folder, int readers, Duration time) {
        return new DocumentProperties(folder, readers, DataSize.ofMegabytes(256), time, Duration.ofSeconds(120), Duration.ofSeconds(60), DataSize.ofMegabytes(50), DataSize.ofMegabytes(200),
            DataSize.ofMegabytes(100), 1_000, 100, 3, 2_000, 4_000_000, 60_000_000);
    }
}
