package io.serai.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** In the profile {@code demo}: loads the simulators' routes after the hub's own, and makes up the secrets, anew at each start. */
class DemoEnvironment implements EnvironmentPostProcessor {

    private static final String ROUTES = "camel.main.routes-include-pattern";
    private static final String HOME = "serai-home";
    private static final List<String> SECRETS = List.of("SERAI_DATADOG_HOOK_SECRET", "SERAI_DATADOG_API_KEY", "SERAI_DATADOG_APP_KEY",
        "SERAI_ZABBIX_HOOK_SECRET", "SERAI_ZABBIX_TOKEN", "SERAI_SERVICENOW_PASSWORD", "SERAI_OPERATIONS_TOKEN");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.acceptsProfiles(Profiles.of("demo"))) {
            return;
        }
        Map<String, Object> secrets = new HashMap<>();
        SECRETS.forEach(name -> secrets.put(name, UUID.randomUUID().toString()));
        environment.getPropertySources().addLast(new MapPropertySource("serai-demo-secrets", secrets));
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
