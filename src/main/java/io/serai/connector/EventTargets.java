package io.serai.connector;

import java.util.List;

/** Where the hub's own events go. */
public interface EventTargets {

    /** Names of the connectors that are on and take events, possibly none. */
    List<String> names();
}
