package io.serai.context;

import java.util.Optional;

/** Which directories are connected. */
public interface ContextSources {

    /** @return the connector that tells about requesters of a tenant, if one is on */
    Optional<String> of(String tenant);
}
