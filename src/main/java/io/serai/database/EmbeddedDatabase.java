package io.serai.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.StreamUtils;

/** The hub's own PostgreSQL in {@code data/postgres}: made once, started with the hub, taken over from a hub that was killed. */
final class EmbeddedDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String NAME = "serai";
    private static final String RULES = """
        # Only the hub's role, only from this machine, only with the password in data/database.secret.
        host serai serai 127.0.0.1/32 scram-sha-256
        """;
    /** SQLState of a wrong password, and of a connection that the rules refuse. */
    private static final String WRONG_PASSWORD = "28";

    private final DataFolder data;
    private final PostgresServer server;
    private final String secret;
    private volatile boolean stopped;
    private int port;

    private EmbeddedDatabase(DataFolder data, PostgresServer server) throws IOException {
        this.data = data;
        this.server = server;
        this.secret = data.secret();
    }

    /**
     * Returns once it takes connections.
     *
     * @param data let go of when the database is stopped, or does not start
     * @throws DatabaseStartException if PostgreSQL cannot run here
     */
    static Database start(DataFolder data) {
        long began = System.nanoTime();
        try {
            PostgresBinaries binaries = PostgresBinaries.unpack(data);
            RunAs user = RunAs.choose(data.postgres(), binaries);
            EmbeddedDatabase database = new EmbeddedDatabase(data, new PostgresServer(data, binaries, user));
            String how = database.bringUp();
            binaries.removeOthers();
            database.watch();
            String shown = "embedded PostgreSQL in " + data.postgres() + " on 127.0.0.1:" + database.port + " as " + user.name() + ", " + how
                + " in " + (System.nanoTime() - began) / 1_000_000 + " ms";
            return new Database(database.url(), NAME, database.secret, shown, database::stop);
        } catch (IOException e) {
            data.close();
            throw new DatabaseStartException("PostgreSQL cannot be started in " + data.postgres() + ": " + e,
                "Let this user write there, or set SERAI_HOME to a folder that it may write.", e);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private String bringUp() throws IOException {
        String settings = settings();
        if (!Files.exists(data.postgres().resolve("PG_VERSION"))) {
            server.create(settings, RULES, "CREATE ROLE " + NAME + " LOGIN PASSWORD '" + secret + "'\nCREATE DATABASE " + NAME + " OWNER " + NAME
                + "\n");
            startAndCheck();
            return "made";
        }
        checkVersion();
        boolean changed = server.configure(data.postgres(), settings, RULES);
        Optional<PostmasterFile> left = server.running();
        if (left.isEmpty()) {
            startAndCheck();
            return "started";
        }
        port = left.get().port();
        if (!changed && server.sameProgram() && takeOver()) {
            return "taken over from a hub that was killed,";
        }
        server.stop();
        startAndCheck();
        return "started again after a hub that was killed,";
    }

    private void startAndCheck() throws IOException {
        port = server.start(port);
        try (Connection connection = connect()) {
            LOG.debug("connected to {}", connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException e) {
            if (e.getSQLState() == null || !e.getSQLState().startsWith(WRONG_PASSWORD)) {
                throw unusable(e);
            }
            // the folder was restored without its secret, or the secret was deleted: who may read the folder may set it anew
            server.stop();
            server.single(data.postgres(), "ALTER ROLE " + NAME + " PASSWORD '" + secret + "'\n");
            port = server.start(port);
            try (Connection connection = connect()) {
                LOG.info("the password of the database role {} was set to {}/database.secret", NAME, data.path());
            } catch (SQLException again) {
                throw unusable(again);
            }
        }
    }

    private DatabaseStartException unusable(SQLException e) {
        return new DatabaseStartException("PostgreSQL in " + data.postgres() + " runs, but takes no connection: " + e.getMessage(),
            "Look into postgres.log there. See docs/operate-database.md.", e);
    }

    /** Ends what the killed hub left open, so that none of its transactions holds a lock. */
    private boolean takeOver() {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = current_user"
                + " AND application_name = '" + NAME + "' AND pid <> pg_backend_pid()");
            try (ResultSet writable = statement.executeQuery("SELECT NOT pg_is_in_recovery()")) {
                return writable.next() && writable.getBoolean(1);
            }
        } catch (SQLException e) {
            LOG.info("the PostgreSQL that a killed hub left behind takes no connection, so it is started again: {}", e.getMessage());
            return false;
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", NAME);
        properties.setProperty("password", secret);
        properties.setProperty("ApplicationName", NAME + "-start");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        return Objects.requireNonNull(new Driver().connect("jdbc:postgresql://127.0.0.1:" + port + "/" + NAME, properties));
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME + "?ApplicationName=" + NAME;
    }

    private void checkVersion() throws IOException {
        String made = Files.readString(data.postgres().resolve("PG_VERSION")).strip();
        String carried = server.majorVersion();
        if (!made.equals(carried)) {
            throw new DatabaseStartException(data.postgres() + " was made by PostgreSQL " + made + ", and this hub carries " + carried + ".",
                "Start the version of the hub that made it, save the data, and restore it here: see docs/operate-database.md.");
        }
    }

    private static String settings() throws IOException {
        try (var in = EmbeddedDatabase.class.getResourceAsStream("/database/postgres.conf")) {
            return StreamUtils.copyToString(in, StandardCharsets.UTF_8);
        }
    }

    /** Starts the server again, on the same port, if it ends while the hub runs. */
    private synchronized void watch() throws IOException {
        server.running().flatMap(running -> ProcessHandle.of(running.pid())).ifPresent(process -> process.onExit().thenRun(this::restart));
    }

    private synchronized void restart() {
        if (stopped) {
            return;
        }
        LOG.error("PostgreSQL in {} ended while the hub runs; it is started again", data.postgres());
        try {
            port = server.start(port);
            watch();
        } catch (IOException | RuntimeException e) {
            LOG.error("PostgreSQL in {} cannot be started again: start the hub anew", data.postgres(), e);
        }
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            server.stop();
        } catch (IOException e) {
            LOG.warn("PostgreSQL in {} may still run", data.postgres(), e);
        } finally {
            data.close();
        }
    }
}
