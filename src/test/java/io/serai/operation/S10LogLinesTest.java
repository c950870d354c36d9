package io.serai.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

/** TRUST.md, S10: nothing that comes from outside breaks a log line or begins one. */
class S10LogLinesTest {

    private static final String FORGED = "2026-11-21T00:00:00.000Z INFO  [main] io.serai.security.LoginWatch [-] : admin logged in";

    private final LoggerContext context = new LoggerContext();
    private final PatternLayout layout = new PatternLayout();

    S10LogLinesTest() {
        layout.setContext(context);
        layout.setPattern(environment("text").getProperty("logging.pattern.console"));
        layout.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\u000b", "\f", "\n\tat ", "\n\n"})
    void aMessageStaysOnOneLine(String lineBreak) {
        List<String> lines = log("host" + lineBreak + FORGED, null);

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).contains("host ", FORGED);
    }

    @Test
    void charactersThatTheTerminalOrTheEyeTakesForOrdersAreLeftOut() {
        assertThat(log("a\u001b[2Jb\u0000c\u202ed\u200be\ufefff", null).get(0)).endsWith(": a [2Jb c d e f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u0085", "\u2028", "\n\n"})
    void anExceptionsTextBeginsNoLine(String lineBreak) {
        Exception cause = new IllegalArgumentException("bad" + lineBreak + FORGED);
        Exception failure = new IllegalStateException("worse" + lineBreak + FORGED, cause);
        failure.addSuppressed(new IllegalStateException("beside" + lineBreak + FORGED));

        List<String> lines = log("failed", failure);

        assertThat(lines).hasSizeGreaterThan(10);
        assertThat(lines.stream().skip(2)).allMatch(line -> line.startsWith("\t") || line.startsWith("Caused by: "));
    }

    @Test
    void theCorrelationIdStandsInTheLine() {
        LoggingEvent event = event("stored", null, Map.of("correlation", "01930000-0000-7000-8000-000000000001"));

        assertThat(layout.doLayout(event)).contains(" [01930000-0000-7000-8000-000000000001] : stored");
        assertThat(log("stored", null).get(0)).contains(" [-] : stored");
    }

    @Test
    void jsonIsWrittenOnRequest() {
        assertThat(environment("json").getProperty("logging.structured.format.console")).isEqualTo("logstash");
        assertThat(environment("text").getProperty("logging.structured.format.console")).isNull();
    }

    private List<String> log(String message, Throwable failure) {
        String text = layout.doLayout(event(message, failure, Map.of()));
        assertThat(text).endsWith("\n");
        List<String> lines = List.of(text.substring(0, text.length() - 1).split("\r\n|[\n\r\u0085\u2028\u2029]", -1));
        assertThat(lines.get(0)).startsWith("20").contains(" INFO ");
        return lines;
    }

    private LoggingEvent event(String message, Throwable failure, Map<String, String> mdc) {
        Logger logger = context.getLogger("io.serai.test");
        LoggingEvent event = new LoggingEvent("fqcn", logger, Level.INFO, message, failure, null);
        event.setMDCPropertyMap(mdc);
        return event;
    }

    private static MockEnvironment environment(String format) {
        MockEnvironment environment = new MockEnvironment().withProperty("SERAI_LOG_FORMAT", format);
        new LogEnvironment().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
