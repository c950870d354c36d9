package io.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What is peculiar to the watched folder of a whole hub: which files are taken, when, and where they are put. */
@DirtiesContext
@SpringBootTest(properties = {"serai.file.max-size=1MB", "serai.file.max-faults=50", "serai.connector.feed-period=200ms"})
class FolderImportTest {

    @TempDir
    static Path parent;
    private static Path folder;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    OpenFile openFile;

    @DynamicPropertySource
    static void watch(DynamicPropertyRegistry properties) throws IOException {
        folder = parent.resolve("import");
        Path home = parent.resolve("home");
        Files.createDirectories(home.resolve("connector-configs"));
        Files.writeString(home.resolve("connector-configs/file-import.yaml"), Files.readString(Path.of("connector-configs/file-import.yaml"))
            .replace("    # encoding: windows-1252", "    period: 200\n    settleTime: 200"));
        properties.add("serai.home", home::toString);
        properties.add("SERAI_IMPORT_FOLDER", folder::toString);
    }

    @BeforeEach
    void clear() throws IOException {
        jdbc.sql("DELETE FROM connector_pause").update();
        for (Path file : files("")) {
            Files.delete(file);
        }
    }

    @Test
    void aFileWithRowsThatMakeNoTicketIsMovedToFailedWithItsErrorFile() throws IOException {
        drop("b.csv", csv("B", 10) + "B10,one cell too many,open,x\n");
        await().atMost(Duration.ofSeconds(30)).until(() -> files("failed").stream().anyMatch(file -> file.toString().endsWith("-b.csv")));

        Path errors = files("failed").stream().filter(file -> file.toString().endsWith("-b.csv.errors.csv")).findFirst().orElseThrow();
        assertThat(Files.readString(errors)).isEqualTo("line,row,reason\n12,11,\"has 4 cells where the first line names 3 columns\"\n");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(tickets("B")).isEqualTo(10));
    }

    @Test
    void linksAreNotFollowedAndLargeOrEmptyFilesAreRefusedInWords() throws IOException {
        Path secret = Files.writeString(parent.resolve("secret.csv"), csv("SECRET", 3));
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve("link.csv"), secret);
        Files.createSymbolicLink(folder.resolve("up.csv"), Path.of("../secret.csv"));
        drop("large.csv", csv("LARGE", 10) + "x".repeat(1 << 20));
        drop("empty.csv", "");
        await().atMost(Duration.ofSeconds(30)).until(() -> failed("link.csv").isPresent() && failed("up.csv").isPresent()
            && failed("large.csv").isPresent() && failed("empty.csv").isPresent());

        assertThat(secret).exists();
        assertThat(Files.isSymbolicLink(failed("link.csv").orElseThrow())).isTrue();
        assertThat(reason("link.csv")).contains("\"the file: is a symbolic link, and none is followed\"");
        assertThat(reason("up.csv")).contains("\"the file: is a symbolic link, and none is followed\"");
        assertThat(reason("large.csv")).contains("\"the file: is larger than 1 MB (serai.file.max-size)\"");
        assertThat(reason("empty.csv")).contains("\"the file: is empty\"");
        assertThat(tickets("SECRET")).isZero();
        assertThat(tickets("LARGE")).isZero();
    }

    @Test
    void aNameThatLooksLikeAnExpressionIsOnlyAName() throws IOException {
        String name = "${sys:user.home}-{{env:HOME}}-#{1+1}-\u202Ex.csv";
        drop(name, csv("NAME", 2));
        await().atMost(Duration.ofSeconds(30)).until(() -> files("done").stream().anyMatch(file -> file.getFileName().toString().endsWith("-" + name)));
    }

    @Test
    void aFileThatStillGrowsIsLeftUntilItIsComplete() throws Exception {
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve("grows.csv"), "id,title,status\n");
        for (int i = 0; i < 40; i++) {
            Files.writeString(file, "GROWS" + i + ",Ticket,open\n", StandardOpenOption.APPEND);
            await().pollDelay(Duration.ofMillis(40)).until(() -> true);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> files("done").stream().anyMatch(done -> done.toString().endsWith("-grows.csv")));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(tickets("GROWS")).isEqualTo(40));
    }

    /** What a hub that was killed in mid-file leaves: rows stored, some of them noted, the file where it was. */
    @Test
    void aFileThatAKilledHubLeftGoesOnAtItsPlace() throws IOException {
        jdbc.sql("INSERT INTO connector_pause (connector, paused_by) VALUES ('file-import', 'test')").update();
        drop("killed.csv", csv("KILLED", 1000));
        await().pollDelay(Duration.ofSeconds(1)).until(() -> Files.exists(folder.resolve("killed.csv")));
        FileFeed feed = openFile.open("file-import", folder.toRealPath().resolve("killed.csv"), FileOptions.usual(), Map.of(), false);
        RowBatch first = RowBatch.read(feed.file(), feed.options(), feed.place(), 256);
        jdbc.sql("UPDATE file_import SET byte_offset = ?, line = ?, rows = 256, fresh = 256 WHERE id = ?::uuid")
            .params(first.after().offset(), first.after().line(), feed.id()).update();
        jdbc.sql("DELETE FROM connector_pause").update();
        await().atMost(Duration.ofSeconds(30)).until(() -> files("done").stream().anyMatch(done -> done.toString().endsWith("-killed.csv")));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(tickets("KILLED")).isEqualTo(744));
    }

    private static void drop(String name, String text) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), text);
    }

    private static String csv(String prefix, int rows) {
        return IntStream.range(0, rows).mapToObj(i -> prefix + i + ",Ticket " + i + ",closed\n").collect(Collectors.joining("", "id,title,status\n", ""));
    }

    private static List<Path> files(String below) throws IOException {
        Path where = below.isEmpty() ? folder : folder.resolve(below);
        if (!Files.isDirectory(where)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(where)) {
            return found.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).toList();
        }
    }

    private static Optional<Path> failed(String name) throws IOException {
        return files("failed").stream().filter(file -> file.toString().endsWith("-" + name)).findFirst();
    }

    private static String reason(String name) throws IOException {
        Path failed = failed(name).orElseThrow();
        return Files.readString(failed.resolveSibling(failed.getFileName() + ".errors.csv"));
    }

    private long tickets(String prefix) {
        return jdbc.sql("SELECT count(*) FROM ticket WHERE external_id LIKE ?").param(prefix + "%").query(Long.class).single();
    }
}
