package io.serai.connector;

import java.util.Objects;

/** What connectors log in with where they speak another protocol than HTTP; what it is stands under {@code auth:} in the connector's file. */
public interface ConnectorLogins {

    /**
     * @return what to log in with now; a token is fetched, or renewed before it expires
     * @throws IllegalStateException if the connector is off, or its file says nothing that could be logged in with
     */
    Login login(String connector);

    /** True if it logs in with tokens; known without fetching one. */
    boolean usesTokens(String connector);

    /** Tells that the system refused it: the next token is a new one. */
    void refused(String connector, Login login);

    /** @param token true if the secret is a token of OAuth 2, and not a password */
    record Login(String user, String secret, boolean token) {
        public Login {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(secret, "secret");
        }

        @Override
        public String toString() {
            return "Login[" + (token ? "token" : "password") + "]";
        }
    }
}
