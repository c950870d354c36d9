package io.serai.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives the user {@code admin} of every test context the same password. */
public final class TestAdmin implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final String NAME = "admin";
    public static final String PASSWORD = "the keeper of the inn";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (!context.getEnvironment().containsProperty("SERAI_ADMIN_PASSWORD")) {
            TestPropertyValues.of("SERAI_ADMIN_PASSWORD=" + PASSWORD, "serai.security.bcrypt-cost=10").applyTo(context);
        }
    }
}
