package io.serai.connector;

import org.apache.camel.spi.Registry;

/** Binds what the kamelets of a connector refer to by its name, as they do to {@code #vendorClient-{{connector}}}. A feature that has such beans implements it. */
public interface ConnectorBeans {

    /** Called once for each connector that is on, before its routes are made. */
    void bind(Registry registry, String connector);
}
