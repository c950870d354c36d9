package io.serai.connector;

import java.util.List;
import java.util.Optional;

/** The connectors that are on. */
interface Connectors {

    /** @return the connector of that name if its file is valid and its environment variables are set */
    Optional<Connector> find(String name);

    /** All that are on, by name. */
    List<Connector> all();
}
