package io.serai.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reads secrets from files: an environment variable {@code SERAI_…_FILE} names a file whose content stands for the variable without
 * {@code _FILE}. That is how containers hand secrets over, and how the agents of vaults do; every place that takes the variable takes the file.
 */
class SecretFiles implements EnvironmentPostProcessor {

    private static final Pattern NAME = Pattern.compile("(SERAI_[A-Z0-9_]+)_FILE");
    private static final int LIMIT = 64 << 10;

    /** @throws IllegalStateException naming the variable, if both are set, or the file cannot be read; never with the file's content */
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> secrets = read(environment.getSystemEnvironment());
        if (!secrets.isEmpty()) {
            environment.getPropertySources().addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new MapPropertySource("serai-secret-files", secrets));
        }
    }

    /** @return what the files that the environment names hold, by the variables that they stand for */
    static Map<String, Object> read(Map<String, ?> environment) {
        Map<String, Object> secrets = new HashMap<>();
        environment.forEach((variable, path) -> {
            var name = NAME.matcher(variable);
            if (name.matches() && !String.valueOf(path).isBlank()) {
                if (environment.containsKey(name.group(1))) {
                    throw new IllegalStateException(name.group(1) + " and " + variable + " are both set: unset one of them");
                }
                secrets.put(name.group(1), read(variable, Path.of(String.valueOf(path))));
            }
        });
        return secrets;
    }

    private static String read(String variable, Path file) {
        try {
            if (Files.size(file) > LIMIT) {
                throw new IllegalStateException(variable + " names a file larger than " + LIMIT + " bytes: " + file);
            }
            return Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new IllegalStateException(variable + " names a file that cannot be read: " + file, e);
        }
    }
}
