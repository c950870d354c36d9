package io.serai.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the database is.
 *
 * @param enabled  false for commands that need no database: nothing is started and no connection details are given
 * @param url      JDBC URL of an external PostgreSQL; blank for the hub's own
 * @param username role of the external one
 * @param password its password; in no text that this record prints
 */
@ConfigurationProperties("serai.database")
record DatabaseProperties(@DefaultValue("true") boolean enabled, @DefaultValue("") String url, @DefaultValue("") String username,
                          @DefaultValue("") String password) {

    private static final String SCHEME = "jdbc:postgresql:";

    DatabaseProperties {
        url = url.strip();
        if (!url.isEmpty() && !url.startsWith(SCHEME)) {
            throw new DatabaseStartException("SERAI_DATABASE_URL does not begin with " + SCHEME,
                "Write it as jdbc:postgresql://host:5432/name, with the user in SERAI_DATABASE_USERNAME and the password in"
                    + " SERAI_DATABASE_PASSWORD; or leave it out, and the hub runs a PostgreSQL of its own.");
        }
    }

    boolean external() {
        return !url.isEmpty();
    }

    /** The URL as it may be logged: parameters can hold a password, so they are left out. */
    String shownUrl() {
        int parameters = url.indexOf('?');
        String bare = parameters < 0 ? url : url.substring(0, parameters);
        return bare.replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public String toString() {
        return "DatabaseProperties[enabled=" + enabled + ", url=" + shownUrl() + ", username=" + username + "]";
    }
}
