package io.serai.connector;

import org.apache.camel.spi.PropertiesFunction;
import org.springframework.core.env.Environment;

/** Lets {@code {{env:NAME}}} find a property of a profile as well as a variable of the environment, which comes first. */
final class EnvironmentFunction implements PropertiesFunction {

    private final Environment environment;

    EnvironmentFunction(Environment environment) {
        this.environment = environment;
    }

    @Override
    public String getName() {
        return "env";
    }

    @Override
    public String apply(String remainder) {
        int colon = remainder.indexOf(':');
        String name = colon < 0 ? remainder : remainder.substring(0, colon);
        String value = environment.getProperty(name);
        return value != null && !value.isBlank() ? value : colon < 0 ? null : remainder.substring(colon + 1);
    }
}
