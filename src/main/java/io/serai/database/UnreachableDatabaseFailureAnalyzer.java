package io.serai.database;

import org.postgresql.util.PSQLException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says which external database cannot be reached, or does not let the hub in. */
class UnreachableDatabaseFailureAnalyzer extends AbstractFailureAnalyzer<PSQLException> {

    private final Environment environment;

    UnreachableDatabaseFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    /** @return {@code null}, which the base class asks for, if the failure is another one */
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PSQLException cause) {
        DatabaseProperties properties = Binder.get(environment).bindOrCreate("serai.database", DatabaseProperties.class);
        // SQLState classes: 08 no connection, 28 not let in, 3D no such database
        String state = String.valueOf(cause.getSQLState());
        if (!properties.external() || !(state.startsWith("08") || state.startsWith("28") || state.startsWith("3D"))) {
            return null;
        }
        return new FailureAnalysis("The database " + properties.shownUrl() + " cannot be used by " + properties.username() + ": "
            + cause.getMessage(), "Check SERAI_DATABASE_URL, SERAI_DATABASE_USERNAME and SERAI_DATABASE_PASSWORD, and that the server lets this"
                + " machine in.", cause);
    }
}
