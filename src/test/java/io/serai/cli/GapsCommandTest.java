package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class GapsCommandTest {

    private final PrintStream err = System.err;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(err);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--since=soon|--since is 'soon': it must be such as 12h, 90d, 26w or 2026-01-31T00:00:00Z",
        "--since=0d|--since is '0d'",
        "--least=1|least is 1: a gap has at least 2 tickets",
        "--cost=urgent=5|--cost: ticket.priority is not one of [critical, high, medium, low]",
        "--cost=high=-1|cost of high is -1.0",
        "--cost=high|'--cost' (PRIORITY=COST) should be in KEY=VALUE"})
    void whatCannotBeMeantIsNamedBeforeAnyDatabaseIsOpened(String option, String words) {
        assertThat(new CommandLine(new GapsCommand()).execute(option)).isEqualTo(2);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains(words);
    }
}
