package io.serai.connector;

import io.serai.connector.Connector.Hook;
import io.serai.connector.Connector.Step;

/** A connector as a test needs it, with nothing that it does not name; the vendor is called like the connector. */
final class ConnectorBuilder {

    private final String name;
    private final Step normalize;
    private Hook hook;
    private String ownUser;

    private ConnectorBuilder(String name, Step normalize) {
        this.name = name;
        this.normalize = normalize;
    }

    /** @param normalize the kamelet that makes its tickets */
    static ConnectorBuilder connector(String name, String normalize) {
        return new ConnectorBuilder(name, new Step(normalize, null));
    }

    ConnectorBuilder hook(Hook hook) {
        this.hook = hook;
        return this;
    }

    ConnectorBuilder ownUser(String ownUser) {
        this.ownUser = ownUser;
        return this;
    }

    Connector build() {
        return new Connector(name, name, "default", "", new TicketRules(normalize, null, ownUser, null, false), Access.NONE,
            new Streams(hook, null, null, null, null), Lookups.NONE);
    }
}
