package io.serai.home;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Points Camel at the home's routes and kamelets, unless a property says otherwise. */
class HomeEnvironment implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Path home = Path.of(environment.getProperty("SERAI_HOME", "")).toAbsolutePath().normalize();
        HomeFiles files = new HomeFiles(home);
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("serai.home", home.toString());
        defaults.put("camel.main.routes-include-pattern",
            files.list("routes", ".camel.yaml").stream().map(HomeFile::location).collect(Collectors.joining(",")));
        defaults.put("camel.component.kamelet.location", "file:" + home.resolve("kamelets") + ",classpath:serai/kamelets");
        environment.getPropertySources().addLast(new MapPropertySource("serai-home", defaults));
    }
}
