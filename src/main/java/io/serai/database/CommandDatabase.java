package io.serai.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The hub's database for a command that runs beside it: the external one; the hub's own, through the port on which it listens, if a hub runs on the
 * home; or else the hub's own, started for as long as the command takes. One connection, for one thread.
 */
public final class CommandDatabase implements AutoCloseable {

    private static final String NAME = "serai";
    /** Not the hub's name: a hub that is started anew ends what bears that one. */
    private static final String APPLICATION = "serai-command";

    private final SingleConnectionDataSource source;
    private final boolean hubRuns;
    private final Runnable stop;

    private CommandDatabase(SingleConnectionDataSource source, boolean hubRuns, Runnable stop) {
        this.source = source;
        this.hubRuns = hubRuns;
        this.stop = stop;
    }

    /**
     * @param environment finds {@code SERAI_DATABASE_URL}, {@code _USERNAME} and {@code _PASSWORD}
     * @throws UnusableDatabaseException saying what is wrong and what can be done
     */
    public static CommandDatabase open(Path home, Function<String, Optional<String>> environment) {
        try {
            DatabaseProperties properties = new DatabaseProperties(true, environment.apply("SERAI_DATABASE_URL").orElse(""),
                environment.apply("SERAI_DATABASE_USERNAME").orElse(NAME), environment.apply("SERAI_DATABASE_PASSWORD").orElse(""));
            if (properties.external()) {
                return migrated(properties.url(), properties.username(), properties.password(), () -> { });
            }
            Path data = home.resolve("data");
            Optional<DataFolder> free = DataFolder.tryHold(data);
            if (free.isPresent()) {
                Database own = EmbeddedDatabase.start(free.get());
                return migrated(own.url(), own.username(), own.password(), own.stop());
            }
            return attached(data.toRealPath());
        } catch (DatabaseStartException e) {
            throw new UnusableDatabaseException(e.getMessage() + " " + e.action(), e);
        } catch (IOException e) {
            throw new UnusableDatabaseException("The database of the hub that runs on " + home + " cannot be reached: " + e
                + " Run the command as the user that the hub runs as.", e);
        }
    }

    private static CommandDatabase migrated(String url, String username, String password, Runnable stop) {
        CommandDatabase database = new CommandDatabase(source(url, username, password), false, stop);
        try {
            flyway(url, username, password).migrate();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw new UnusableDatabaseException("The database cannot be used: " + root(e).getMessage(), e);
        }
    }

    /** The hub has made the tables; if it is an older one it has made others than this command knows. */
    private static CommandDatabase attached(Path data) throws IOException {
        PostmasterFile server = PostmasterFile.read(data.resolve("postgres")).filter(PostmasterFile::running).orElseThrow(() ->
            new UnusableDatabaseException("The data folder " + data + " is in use by a hub whose PostgreSQL does not run (yet). Try again in a moment.", null));
        String secret = Files.readString(DataFolder.secretOf(data)).strip();
        String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + NAME;
        CommandDatabase database = new CommandDatabase(source(url, NAME, secret), true, () -> { });
        try {
            if (flyway(url, NAME, secret).info().pending().length > 0) {
                throw new UnusableDatabaseException("The hub that runs is older than this command. Stop it, and start the new one.", null);
            }
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e instanceof UnusableDatabaseException ? e
                : new UnusableDatabaseException("The database of the hub that runs cannot be used: " + root(e).getMessage(), e);
        }
    }

    private static SingleConnectionDataSource source(String url, String username, String password) {
        SingleConnectionDataSource source = new SingleConnectionDataSource();
        source.setDriverClassName("org.postgresql.Driver");
        source.setUrl(url);
        source.setUsername(username);
        source.setPassword(password);
        source.setSuppressClose(true);
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", APPLICATION);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        source.setConnectionProperties(properties);
        return source;
    }

    private static Flyway flyway(String url, String username, String password) {
        return Flyway.configure().dataSource(url, username, password).locations("classpath:db/migration").load();
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    public DataSource source() {
        return source;
    }

    /** True if a hub is known to work on it; of an external database that is not known. */
    public boolean hubRuns() {
        return hubRuns;
    }

    /** Ends what was started. */
    @Override
    public void close() {
        source.destroy();
        stop.run();
    }
}
