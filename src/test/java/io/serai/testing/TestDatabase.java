package io.serai.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** One real PostgreSQL a JVM, and in it a database of its own for each Spring context: a copy of one that Flyway has filled. */
public final class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicBoolean WITH_CONTEXTS = new AtomicBoolean();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (context.getEnvironment().containsProperty("SERAI_DATABASE_URL")) {
            return;
        }
        if (WITH_CONTEXTS.compareAndSet(false, true)) {
            // after the contexts: one whose database is gone waits ten seconds for a connection before it closes
            SpringApplication.getShutdownHandlers().add(() -> stop(Server.INSTANCE));
        }
        String url = copy();
        if (!context.getEnvironment().containsProperty("camel.main.jmx-management-name-pattern")) {
            // Quartz knows its schedulers by the Camel context's name in the whole JVM, and several hubs live in one here
            TestPropertyValues.of("camel.main.name=serai-" + COUNT.get()).applyTo(context);
        }
        TestPropertyValues.of("SERAI_DATABASE_URL=" + url, "SERAI_DATABASE_USERNAME=postgres", "SERAI_DATABASE_PASSWORD=",
            "spring.datasource.url=" + url, "spring.datasource.username=postgres", "spring.datasource.password=",
            "serai.knowledge.index=memory").applyTo(context);
    }

    /** @return the JDBC URL of a new empty database; user {@code postgres}, no password */
    public static String fresh() {
        return create("");
    }

    /** @return a new database with all migrations applied, for tests that need tables and no Spring */
    public static DataSource migrated() {
        return source(copy());
    }

    private static String copy() {
        return create(" TEMPLATE " + Migrated.NAME);
    }

    private static String create(String template) {
        String name = "test_" + COUNT.incrementAndGet();
        EmbeddedPostgres server = Server.INSTANCE;
        try (Connection connection = server.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + template);
        } catch (SQLException e) {
            throw new IllegalStateException("no test database", e);
        }
        return server.getJdbcUrl("postgres", name);
    }

    private static DataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("postgres");
        return source;
    }

    /** The one that is copied: nobody is connected to it any more. */
    private static final class Migrated {
        private static final String NAME = migrate();

        private static String migrate() {
            String url = fresh();
            Flyway.configure().dataSource(source(url)).locations("classpath:db/migration").load().migrate();
            return url.replaceAll(".*/([a-z0-9_]+).*", "$1");
        }
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Server {
        private static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().setRegisterShutdownHook(false).setServerConfig("fsync", "off").setServerConfig("max_connections", "300")
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD).setErrorRedirector(ProcessBuilder.Redirect.DISCARD).start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    if (!WITH_CONTEXTS.get()) {
                        stop(server);
                    }
                }, "stop-test-database"));
                return server;
            } catch (IOException e) {
                throw new IllegalStateException("the test PostgreSQL does not start", e);
            }
        }
    }
}
