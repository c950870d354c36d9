package io.serai.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * In the profile {@code demo}: starts the simulated systems, connects the shipped connector files to them with secrets made up anew at each start, and
 * loads the demo's routes after the hub's own.
 */
class DemoEnvironment implements EnvironmentPostProcessor {

    private static final String ROUTES = "camel.main.routes-include-pattern";
    private static final String HOME = "serai-home";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.acceptsProfiles(Profiles.of("demo"))) {
            return;
        }
        DemoVendors vendors = DemoVendors.start(environment.getProperty("serai.demo.faults", Integer.class, 0));
        application.addInitializers(context -> ((GenericApplicationContext) context).registerBean(DemoVendors.class, () -> vendors));
        Map<String, Object> variables = new HashMap<>(vendors.environment());
        variables.put("SERAI_OPERATIONS_TOKEN", UUID.randomUUID().toString());
        environment.getPropertySources().addLast(new MapPropertySource("serai-demo-systems", variables));
        if (environment.getPropertySources().get(HOME) instanceof MapPropertySource home && home.getProperty(ROUTES) instanceof String own) {
            environment.getPropertySources().addBefore(HOME, new MapPropertySource("serai-demo-routes", Map.of(ROUTES, own + "," + routes())));
        }
    }

    private static String routes() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath*:demo/routes/*.camel.yaml"))
                .map(resource -> "classpath:demo/routes/" + resource.getFilename()).sorted().collect(Collectors.joining(","));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
