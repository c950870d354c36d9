package io.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.connector.CommandIntake;
import io.serai.connector.NormalizeText;
import io.serai.file.FileFeed.Counts;
import io.serai.file.FileFeed.State;
import io.serai.home.HomeFiles;
import io.serai.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The import as the command does it, on a real database; no hub runs. */
class ImportFileTest {

    private static final Consumer<FileFeed> NOBODY = feed -> { };
    private static NormalizeText normalize;
    private static DataSource database;
    private static JdbcTemplate jdbc;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        jdbc = new JdbcTemplate(database);
        normalize = NormalizeText.with(new HomeFiles(Path.of("").toAbsolutePath()), "file-import", variable -> Optional.empty());
    }

    @AfterAll
    static void stop() {
        normalize.close();
    }

    @BeforeEach
    void clear() {
        jdbc.update("TRUNCATE event, event_key, event_conflict, work_item, file_import CASCADE");
    }

    @Test
    void eachRowBecomesOneEventInTheQueueWithItsPlace() throws IOException {
        FileFeed done = run(csv("a.csv", 600), 1000);

        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.counts()).isEqualTo(new Counts(600, 600, 0, 0));
        assertThat(number("SELECT count(*) FROM event")).isEqualTo(600);
        assertThat(number("SELECT count(*) FROM work_item WHERE stage = 'received'")).isEqualTo(600);
        Map<String, Object> event = jdbc.queryForMap("SELECT connector, headers->>'file' AS file, headers->>'line' AS line, convert_from(payload, 'UTF8') AS body"
            + " FROM event WHERE convert_from(payload, 'UTF8') LIKE '%\"id\":\"T7\"%'");
        assertThat(event).containsEntry("connector", "file-import").containsEntry("file", "a.csv").containsEntry("line", "9");
        assertThat(event.get("body").toString()).startsWith("{\"id\":\"T7\",\"title\":\"Ticket 7\",\"status\":\"open\",\"_serai\":{\"hash\":\"");
    }

    @Test
    void theSameFileAgainMakesNothingTwiceWhateverItsName() throws IOException {
        run(csv("a.csv", 300), 1000);
        FileFeed again = run(csv("b.csv", 300), 1000);
        FileFeed fromStart = importFile(1000).run("file-import", csv("b.csv", 300), FileOptions.usual(), Map.of(), true, NOBODY);

        assertThat(again.counts()).isEqualTo(new Counts(300, 300, 0, 0));
        assertThat(fromStart.counts()).isEqualTo(new Counts(300, 0, 300, 0));
        assertThat(number("SELECT count(*) FROM event")).isEqualTo(300);
        assertThat(number("SELECT count(*) FROM file_import")).isEqualTo(1);
    }

    @Test
    void aFileWithSomeRowsMoreBringsOnlyThese() throws IOException {
        run(csv("a.csv", 300), 1000);

        assertThat(run(csv("a.csv", 310), 1000).counts()).isEqualTo(new Counts(310, 10, 300, 0));
    }

    @Test
    void aRowThatStandsTwiceIsStoredOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "subject,state\nPrinter jams,open\nPrinter jams,open\nVPN drops,open\n");

        assertThat(run(file, 1000).counts()).isEqualTo(new Counts(3, 2, 1, 0));
    }

    /** The process ends behind any of its batches, and, worse, between storing one and noting it. */
    @ParameterizedTest
    @CsvSource({"1, true", "1, false", "2, true", "3, false", "4, true", "5, false", "5, true"})
    void killedAnywhereItGoesOnAndNothingIsLostOrDoubled(int batch, boolean noted) throws IOException {
        Path file = csv("a.csv", 1500);
        Files.writeString(file, Files.readString(file).replace("T700,Ticket 700,open", "T700,Ticket 700,odd").replace("T20,Ticket 20,open", "T20,Ticket 20"));
        List<FileFeed> told = new ArrayList<>();
        assertThatThrownBy(() -> importFile(1000).run("file-import", file, FileOptions.usual(), Map.of(), false, feed -> {
            told.add(feed);
            if (told.size() > batch) {
                throw new IllegalStateException("killed");
            }
        })).hasMessage("killed");
        long stored = number("SELECT count(*) FROM event");
        FileFeed before = told.get(batch - 1);
        if (!noted) {
            jdbc.update("UPDATE file_import SET byte_offset = ?, line = ?, rows = ?, fresh = ?, faulty = ?", before.place().offset(), before.place().line(),
                before.counts().rows(), before.counts().fresh(), before.counts().faulty());
            jdbc.update("DELETE FROM file_import_fault WHERE row > ?", before.counts().rows());
        }
        FileFeed done = run(file, 1000);

        assertThat(stored).isBetween(1L, 1497L);
        assertThat(done.counts()).isEqualTo(new Counts(1500, 1498 - done.counts().known(), noted ? 0 : stored - before.counts().fresh(), 2));
        assertThat(number("SELECT count(*) FROM event")).isEqualTo(1498);
        assertThat(number("SELECT count(*) FROM work_item")).isEqualTo(1498);
        assertThat(faults(done)).isEqualTo("""
            line,row,reason
            22,21,"has 2 cells where the first line names 3 columns"
            702,701,"cannot be read as a record of file: no known status, so statusWords has to tell what the word in the file means"
            """);
    }

    @Test
    void twoAtOnceDoTheWorkOfOne() throws IOException {
        Path file = csv("a.csv", 1000);
        AtomicInteger batches = new AtomicInteger();
        FileFeed done = importFile(1000).run("file-import", file, FileOptions.usual(), Map.of(), false, feed -> {
            if (batches.getAndIncrement() == 2) {
                try {
                    run(file, 1000);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        });

        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.counts()).isEqualTo(new Counts(1000, 1000, 0, 0));
        assertThat(number("SELECT count(*) FROM event")).isEqualTo(1000);
    }

    @Test
    void aFileOfWhichTooLittleCanBeReadIsGivenUpAndGoesOnOnceItsMappingIsRight() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "Nr;Betreff\n" + IntStream.range(0, 400).mapToObj(i -> i + ";x" + i).collect(Collectors.joining("\n")));
        FileFeed given = run(file, 100);

        assertThat(given.state()).isEqualTo(State.GIVEN_UP);
        assertThat(given.problem()).contains("more than 100 rows make no ticket; is the file mapped as it should be?");
        assertThat(number("SELECT count(*) FROM event")).isZero();
        assertThat(faults(given)).endsWith(",,\"the file: more than 100 rows make no ticket; is the file mapped as it should be?\"\n");

        FileFeed mapped = importFile(100).run("file-import", file, FileOptions.usual(), Map.of("id", "Nr", "title", "Betreff"), false, NOBODY);
        assertThat(mapped.counts()).isEqualTo(new Counts(400, 400, 0, 0));
    }

    @Test
    void aFileThatChangesWhileItIsReadIsNotReadOn() throws IOException {
        Path file = csv("a.csv", 600);
        FileFeed given = importFile(1000).run("file-import", file, FileOptions.usual(), Map.of(), false, feed -> {
            try {
                Files.writeString(file, "id,title,status\n");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(given.problem()).contains("the file was changed while it was read");
        assertThat(number("SELECT count(*) FROM event")).isZero();
    }

    @Test
    void aListThatEndsInTheMiddleIsToldAndWhatItHoldsIsStored() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "[{\"id\":1,\"title\":\"x\"},{\"id\":2,\"title\":\"y\"},");
        FileFeed given = run(file, 1000);

        assertThat(given.problem()).contains("ends within its list: the rest is missing");
        assertThat(number("SELECT count(*) FROM event")).isEqualTo(2);
    }

    @Test
    void aLinkIsFollowedByTheCommandOnlyOnItsOwnRequest() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), csv("a.csv", 3));

        assertThat(run(link, 1000).counts().fresh()).isEqualTo(3);
        assertThatThrownBy(() -> RowBatch.read(link, FileOptions.usual(), Place.START, 1)).isInstanceOf(IOException.class);
    }

    private Path csv(String name, int rows) throws IOException {
        return Files.writeString(folder.resolve(name), IntStream.range(0, rows).mapToObj(i -> "T" + i + ",Ticket " + i + ",open\n")
            .collect(Collectors.joining("", "id,title,status\n", "")));
    }

    private static FileFeed run(Path file, long maxFaults) throws IOException {
        return importFile(maxFaults).run("file-import", file, FileOptions.usual(), Map.of(), false, NOBODY);
    }

    private static ImportFile importFile(long maxFaults) {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        CommandIntake intake = new CommandIntake(normalize, database, transaction, Clock.systemUTC(), variable -> Optional.empty());
        return new ImportFile(database, transaction, intake, Clock.systemUTC(), maxFaults);
    }

    private String faults(FileFeed feed) throws IOException {
        Path target = folder.resolve("errors.csv");
        importFile(0).writeFaults(feed, target);
        List<Path> left;
        try (var files = Files.list(folder)) {
            left = files.filter(path -> path.getFileName().toString().endsWith(".new")).toList();
        }
        assertThat(left).isEmpty();
        return Files.readString(target);
    }

    private static long number(String sql) {
        Long number = jdbc.queryForObject(sql, Long.class);
        return number == null ? -1 : number;
    }
}
