package io.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code import} and the hub as their users run them, {@code java -jar serai.jar}, in processes that are killed; TRUST I1 for its rows. */
class ImportIT {

    private static final int ROWS = 6_000;

    @Test
    void killedInTheMiddleItGoesOnAndAHubFindsEachTicketOnce(@TempDir Path home) throws Exception {
        Path file = csv(home.resolve("tickets.csv"), "K", ROWS);
        Files.writeString(file, "KBAD,one cell too few\n", StandardOpenOption.APPEND);
        Path output = home.resolve("import.log");
        Process first = start(home, output, file);
        await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(20)).until(() -> !first.isAlive() || stored(home) > 1_000);
        assertThat(first.isAlive()).as(tail(output)).isTrue();
        first.destroyForcibly().waitFor();

        Process second = start(home, output, file);
        assertThat(second.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).as(tail(output)).isEqualTo(1);
        assertThat(tail(output)).contains("rows were done before").contains("waits in the queue")
            .contains(String.format(Locale.ROOT, "tickets.csv: %,d rows", ROWS + 1));
        assertThat(Files.readString(home.resolve("tickets.csv.errors.csv")))
            .isEqualTo("line,row,reason\n" + (ROWS + 2) + "," + (ROWS + 1) + ",\"has 2 cells where the first line names 4 columns\"\n");

        HubProcess hub = new HubProcess(HubProcess.JAR, home, Map.of(), List.of());
        hub.start();
        try {
            // the hub runs: the command stores into the same database
            Process third = start(home, output, csv(home.resolve("more.csv"), "M", 500));
            assertThat(third.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(third.exitValue()).as(tail(output)).isZero();
            assertThat(tail(output)).contains("The hub that runs takes the tickets from its queue.");
            await().atMost(Duration.ofSeconds(180)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(tickets(hub)).hasSize(ROWS + 500));
            assertThat(new HashSet<>(tickets(hub))).as("each once").hasSize(ROWS + 500);
            assertThat(hub.get("/api/v1/dead-letters").get("items")).isEmpty();
        } finally {
            hub.stop();
        }
    }

    private static Path csv(Path file, String prefix, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("Number,Short description,Description,State\n");
            for (int i = 0; i < rows; i++) {
                out.write(prefix + i + ",VPN drops,\"Every few minutes, since \"\"Monday\"\"\",Closed\n");
            }
        }
        return file;
    }

    private static Process start(Path home, Path output, Path file) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
            "-XX:TieredStopAtLevel=1", "-jar", HubProcess.JAR.toString(), "import", file.toString())
            .directory(home.toFile()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("SERAI_HOME", home.toString());
        builder.environment().remove("SERAI_DATABASE_URL");
        return builder.start();
    }

    /** How many rows are stored, as the database of the process that imports tells; 0 while there is none. */
    private static long stored(Path home) {
        try {
            String port = Files.readAllLines(home.resolve("data/postgres/postmaster.pid")).get(3).strip();
            String secret = Files.readString(home.resolve("data/database.secret")).strip();
            try (var connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/serai", "serai", secret);
                 var rows = connection.createStatement().executeQuery("SELECT rows FROM file_import")) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (IOException | SQLException | IndexOutOfBoundsException e) {
            return 0;
        }
    }

    private static List<String> tickets(HubProcess hub) throws IOException, InterruptedException {
        List<String> tickets = new ArrayList<>();
        hub.each("/api/v1/tickets", ticket -> tickets.add(ticket.get("source").get("externalId").asText()));
        return tickets;
    }

    private static String tail(Path output) throws IOException {
        return Files.exists(output) ? Files.readString(output) : "";
    }
}
