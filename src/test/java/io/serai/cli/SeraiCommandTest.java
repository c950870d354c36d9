package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.home.Fault;
import io.serai.home.HomeFiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class SeraiCommandTest {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() throws Exception {
        System.setOut(out);
        System.setErr(err);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    @Test
    void argumentsOfTheHubAreNoCommand() {
        assertThat(SeraiCommand.dispatch()).isEmpty();
        assertThat(SeraiCommand.dispatch("--server.port=0")).isEmpty();
    }

    @Test
    void normalizePrintsOneTicketALineAndNothingElse(@TempDir Path folder) throws Exception {
        Path list = Files.writeString(folder.resolve("list.json"), """
            {"result":[{"number":"INC1","short_description":"VPN drops","priority":"2","state":"1","sys_created_on":"2026-11-20 08:00:00"},
            {"number":"INC2","short_description":"Printer jams","priority":4,"incident_state":6,"sys_created_on":"2026-11-20 08:00:01"}]}""");
        assertThat(SeraiCommand.dispatch("normalize", "--connector", "servicenow", list.toString())).contains(0);
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.at("/source/externalId").asText()).isEqualTo("INC1");
        assertThat(first.get("priority").asText()).isEqualTo("high");
        assertThat(first.get("createdAt").asText()).isEqualTo("2026-11-20T08:00:00Z");
        assertThat(new ObjectMapper().readTree(lines.get(1)).get("status").asText()).isEqualTo("resolved");
    }

    @Test
    void normalizeSaysWhichFileItCannotReadAndReadsTheOthers(@TempDir Path folder) throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"id\":");
        Path empty = Files.writeString(folder.resolve("other.json"), "{\"unknown\":1}");
        Path good = Files.writeString(folder.resolve("good.json"), """
            {"id":"7","title":"Disk full","alert_transition":"Triggered","last_updated":"1733930135000"}""");
        assertThat(SeraiCommand.dispatch("normalize", "--connector", "datadog", broken.toString(), empty.toString(), good.toString())).contains(1);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("broken.json: ").contains("other.json: ").doesNotContain("\tat ");
        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    @Test
    void normalizeReadsMailsAsTheyAreSaved(@TempDir Path folder) throws Exception {
        Path mail = Files.writeString(folder.resolve("mail.eml"), """
            From: =?utf-8?Q?Zo=C3=AB?= <zoe@example.com>
            Date: Wed, 25 Nov 2026 10:15:30 +0100
            Message-ID: <m2@example.com>
            References: <m1@example.com>
            Subject: Re: VPN drops

            It drops.
            """);
        Path nobody = Files.writeString(folder.resolve("nobody.eml"), "Subject: nobody\n\nwords\n");
        assertThat(SeraiCommand.dispatch("normalize", "--connector", "email", mail.toString(), nobody.toString())).contains(1);
        JsonNode ticket = new ObjectMapper().readTree(printed.toString(StandardCharsets.UTF_8));
        assertThat(ticket.at("/source/externalId").asText()).isEqualTo("m1@example.com");
        assertThat(ticket.at("/requester/name").asText()).isEqualTo("Zoë");
        assertThat(ticket.get("title").asText()).isEqualTo("VPN drops");
        assertThat(ticket.get("description").asText()).isEqualTo("It drops.");
        assertThat(ticket.get("createdAt").asText()).isEqualTo("2026-11-25T09:15:30Z");
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("nobody.eml: there is no From address").doesNotContain("\tat ");
    }

    @Test
    void anUnknownConnectorIsWrongUsage(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x.json"), "{}");
        assertThat(SeraiCommand.dispatch("normalize", "--connector", "nobody", file.toString())).contains(2);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("nobody").contains("servicenow");
    }

    @Test
    void importTriesAFileWithoutADatabaseAndTellsWhatMakesNoTicketByFileAndLine(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("tickets.csv"), "Nr;Betreff;State\n1;Drucker;open\n2;;open\n3;VPN;odd\n");
        Path mapping = Files.writeString(folder.resolve("mapping.yaml"), "id: Nr\ntitle: Betreff\n");

        assertThat(SeraiCommand.dispatch("import", "--dry-run", "--mapping", mapping.toString(), file.toString())).contains(1);
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(1);
        assertThat(new ObjectMapper().readTree(lines.get(0)).at("/source/externalId").asText()).isEqualTo("1");
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("tickets.csv:3: ", "neither title nor description", "tickets.csv:4: ", "statusWords",
            "tickets.csv: 3 rows, 1 make tickets, 2 do not; nothing was stored");
    }

    @Test
    void importIsToldWhatItCannotDoBeforeItBegins(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.csv"), "id,title\n");
        Path mapping = Files.writeString(folder.resolve("mapping.yaml"), "titel: x\n");

        assertThat(SeraiCommand.dispatch("import", "--dry-run", folder.resolve("none.csv").toString())).contains(2);
        assertThat(SeraiCommand.dispatch("import", "--dry-run", "--encoding", "UTF-16", file.toString())).contains(2);
        assertThat(SeraiCommand.dispatch("import", "--dry-run", "--mapping", mapping.toString(), file.toString())).contains(2);
        assertThat(SeraiCommand.dispatch("import", "--errors", file.toString(), file.toString())).contains(2);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("none.csv: there is no such file", "encoding: must be one of UTF-8",
            "mapping.yaml:1: unknown key 'titel'", "--errors names the file that is to be imported").doesNotContain("\tat ");
    }

    @Test
    void theShippedFilesAreValid() {
        Optional<Integer> code = SeraiCommand.dispatch("validate");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("All files are valid.");
        assertThat(code).contains(0);
    }

    @Test
    void aBrokenRouteIsNamedByFileAndLine(@TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(home.resolve("routes/my-route.camel.yaml"), "- route:\n    id: my-route\n    from:\n      uri: direct:a\n      steps:\n        - nonsense: 1\n");
        Files.writeString(home.resolve("routes/my-yaml.camel.yaml"), "- route:\n    id: [\n");
        List<Fault> faults = new RouteCheck().check(new HomeFiles(home));
        assertThat(faults).hasSize(2).allSatisfy(fault -> assertThat(fault.line()).isGreaterThan(1));
        assertThat(faults.get(0).toString()).startsWith("routes/my-route.camel.yaml:6: ").contains("nonsense");
    }
}
