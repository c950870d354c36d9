package io.serai.database;

import java.util.regex.Pattern;
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
    private static final Pattern SECRET = Pattern.compile("(?i)[?&](ssl)?password=|//[^/@]*@");

    DatabaseProperties {
        url = url.strip();
        if (!url.isEmpty() && !url.startsWith(SCHEME)) {
            throw new DatabaseStartException("SERAI_DATABASE_URL does not begin with " + SCHEME,
                "Write it as jdbc:postgresql://host:5432/name, with the user in SERAI_DATABASE_USERNAME and the password in"
                    + " SERAI_DATABASE_PASSWORD; or leave it out, and the hub runs a PostgreSQL of its own.");
        }
        if (SECRET.matcher(url).find()) {
            throw new DatabaseStartException("SERAI_DATABASE_URL holds a password, and addresses are written to logs.",
                "Take it out of the address and set SERAI_DATABASE_PASSWORD.");
        }
    }

    boolean external() {
        return !url.isEmpty();
    }

    /** The URL without its parameters: enough to know which database it is. */
    String shownUrl() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
        return "DatabaseProperties[enabled=" + enabled + ", url=" + shownUrl() + ", username=" + username + "]";
    }
}
