package io.serai.action;

import io.serai.home.HomeFiles;
import java.nio.file.Path;
import org.springframework.mock.env.MockEnvironment;

/** The catalogue that is shipped, with all its actions on. */
public final class ShippedActions {

    private ShippedActions() {
    }

    public static Actions all() {
        return new ActionCatalogue(new HomeFiles(Path.of("").toAbsolutePath()), new MockEnvironment()
            .withProperty("serai.operations.url", "http://127.0.0.1:9").withProperty("SERAI_OPERATIONS_URL", "http://127.0.0.1:9")
            .withProperty("SERAI_OPERATIONS_TOKEN", "none"));
    }
}
