package io.serai.connector;

import io.serai.home.HomeFiles;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Reads the connectors once at start. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorConfiguration.class);

    @Bean(ReplaceMatches.NAME)
    ReplaceMatches replaceMatches() {
        return new ReplaceMatches();
    }

    @Bean
    References references(HomeFiles home, Environment environment) {
        Function<String, Optional<String>> property = name -> Optional.ofNullable(environment.getProperty(name)).filter(value -> !value.isBlank());
        return new References(home.home(), property, Vault.of(property));
    }

    @Bean
    ConnectorFiles connectors(HomeFiles home, References references) {
        ConnectorFiles files = ConnectorFiles.read(home, references);
        files.faults().forEach(fault -> LOG.error("{}", fault));
        files.files().forEach(file -> LOG.info("connector {}: {}", file.name(), file.reason()));
        return files;
    }
}
