package io.serai.home;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;

/**
 * One file of the hub's home.
 *
 * @param name     file name without folder ({@code datadog.yaml})
 * @param origin   what an error message calls it ({@code connector-configs/datadog.yaml}, {@code packed:connector-configs/datadog.yaml})
 * @param location Camel resource URI ({@code file:…} or {@code classpath:…})
 */
public record HomeFile(String name, String origin, String location, Resource resource) {

    /** Largest file that is read, in bytes: what people write by hand is far smaller. */
    public static final int LIMIT = 1 << 20;

    /** File name up to its first dot. */
    public String stem() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** @throws UncheckedIOException if it cannot be read, or is larger than {@link #LIMIT} */
    public String text() {
        try (InputStream in = resource.getInputStream()) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new IOException(origin + ": larger than " + LIMIT + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
