package io.serai.database;

import java.nio.file.Path;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.flyway.FlywayConnectionDetails;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "serai.database.enabled", matchIfMissing = true)
class DatabaseConfiguration {

    /** Static, and bound by hand, so that it can be made before all other beans. */
    @Bean(destroyMethod = "close")
    static HubDatabase hubDatabase(Environment environment) {
        DatabaseProperties properties = Binder.get(environment).bindOrCreate("serai.database", DatabaseProperties.class);
        return new HubDatabase(properties, Path.of(environment.getRequiredProperty("serai.home")));
    }

    /** PostgreSQL starts while the other beans are made: they need it a second or two later. */
    @Bean
    static BeanFactoryPostProcessor databaseStartsFirst() {
        return beans -> beans.getBean(HubDatabase.class);
    }

    /** For the pool, and for migrations too, which get a connection of their own: the pool's time limit on answers would cut long ones. */
    @Bean
    HubConnectionDetails connectionDetails(HubDatabase database) {
        return new HubConnectionDetails(database);
    }

    record HubConnectionDetails(HubDatabase database) implements JdbcConnectionDetails, FlywayConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return database.get().url();
        }

        @Override
        public String getUsername() {
            return database.get().username();
        }

        @Override
        public String getPassword() {
            return database.get().password();
        }

        @Override
        public String getDriverClassName() {
            return JdbcConnectionDetails.super.getDriverClassName();
        }
    }
}
