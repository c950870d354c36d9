package io.serai.operation;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The form of the log: with {@code SERAI_LOG_FORMAT=json} one JSON object a line (Logstash's fields, the correlation id as
 * {@code correlation}); else text.
 *
 * <p>In the text no part of a message can begin a new line: line breaks, control and formatting characters become a blank, and in a stack
 * trace only lines that begin as Java's own do. Properties of the same names, set anywhere, win over these.
 */
class LogEnvironment implements EnvironmentPostProcessor {

    private static final String UNSEEN = "[\\pC\\u2028\\u2029]+";
    private static final String FORGED_LINE = "[\\r\\n\\u0085\\u2028\\u2029]+(?!\\tat |\\t\\.\\.\\. |\\t?Caused by: |\\t?Suppressed: |$)";
    private static final String TEXT = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %-40.40logger{39} [%X{correlation:--}] : "
        + "%replace(%msg){'" + UNSEEN + "', ' '}%n%replace(%ex){'" + FORGED_LINE + "', ' '}%nopex";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("logging.pattern.console", TEXT);
        if ("json".equalsIgnoreCase(environment.getProperty("SERAI_LOG_FORMAT"))) {
            defaults.put("logging.structured.format.console", "logstash");
        }
        environment.getPropertySources().addLast(new MapPropertySource("serai-log", defaults));
    }
}
