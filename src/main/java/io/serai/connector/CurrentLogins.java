package io.serai.connector;

import org.springframework.stereotype.Component;

/** Log-ins from {@code auth:}, with {@code use: basic} or {@code use: oauth2}. */
@Component
class CurrentLogins implements ConnectorLogins {

    private final Connectors connectors;
    private final VendorClients clients;

    CurrentLogins(Connectors connectors, VendorClients clients) {
        this.connectors = connectors;
        this.clients = clients;
    }

    @Override
    public Login login(String name) {
        Connector connector = connector(name);
        Auth auth = connector.access().auth();
        return switch (auth.kind()) {
            case BASIC -> new Login(auth.required("username"), auth.required("password"), false);
            case OAUTH2 -> new Login(auth.value("username").orElseThrow(() ->
                    new IllegalStateException("connector '" + name + "' needs 'username' in 'oauth2': whose mailbox or account it is")),
                clients.gate(connector).token().orElseThrow(() -> new IllegalStateException("connector '" + name + "' has no token")), true);
            default -> throw new IllegalStateException("connector '" + name + "' can log in with 'use: basic' or 'use: oauth2' only");
        };
    }

    @Override
    public boolean usesTokens(String name) {
        return connector(name).access().auth().kind() == Auth.Kind.OAUTH2;
    }

    @Override
    public void refused(String name, Login login) {
        if (login.token()) {
            clients.gate(connector(name)).refused(login.secret());
        }
    }

    private Connector connector(String name) {
        return connectors.find(name).orElseThrow(() -> new IllegalStateException("connector '" + name + "' is switched off"));
    }
}
