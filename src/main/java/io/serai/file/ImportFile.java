package io.serai.file;

import io.serai.connector.NormalizeText;
import io.serai.connector.RecordIntake;
import io.serai.file.FileFeed.Counts;
import io.serai.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Imports one file after the other for a command: what the kamelet {@code file-record-source} does in a hub. */
public final class ImportFile {

    private static final int ROWS = 256;

    private final ImportStore store;
    private final RecordIntake intake;
    private final OpenFile openFile;
    private final ReadRows readRows;
    private final KeepPlace keepPlace;

    /**
     * @param transaction of the same database
     * @param maxFaults   with more rows than this that make no ticket, an import is given up
     */
    public ImportFile(DataSource database, TransactionTemplate transaction, RecordIntake intake, Clock clock, long maxFaults) {
        this.store = new ImportStore(new JdbcTemplate(database), transaction);
        this.intake = intake;
        this.openFile = new OpenFile(store, intake, clock);
        FileProperties properties = new FileProperties(maxFaults, DataSize.ofTerabytes(1), ROWS);
        this.readRows = new ReadRows(intake, properties, clock);
        this.keepPlace = new KeepPlace(store, properties);
    }

    /**
     * Goes on where an earlier run with the same file stopped, if one did.
     *
     * @param mapping parameters of the normalising kamelet that are others for this file
     * @param again   true to begin at the first row whatever was done before
     * @param each    is told how far it is, after each few hundred rows
     * @return {@code DONE} or {@code GIVEN_UP}; {@code LATER} if too many events wait to be processed
     * @throws IOException if the file cannot be opened
     */
    public FileFeed run(String connector, Path file, FileOptions options, Map<String, String> mapping, boolean again, Consumer<FileFeed> each)
            throws IOException {
        FileFeed feed = openFile.open(connector, file.toRealPath(), options, mapping, again);
        each.accept(feed);
        while (feed.isMore()) {
            feed = keepPlace.keep(intake.store(readRows.read(feed)));
            each.accept(feed);
        }
        return feed;
    }

    /** Writes which rows of an import make no ticket, and why. */
    public void writeFaults(FileFeed feed, Path target) throws IOException {
        FaultFile.write(store, feed, target);
    }

    /** @param counts of the rows; those that make a ticket count as fresh */
    public record Tried(Counts counts, Optional<String> problem) {
    }

    /**
     * Reads a file and stores nothing.
     *
     * @param ticket takes the ticket of each row that makes one
     * @param fault  takes a line's number and what is wrong with the row that begins there
     */
    public static Tried tryOut(NormalizeText normalize, Path file, FileOptions options, Map<String, String> mapping, Consumer<Ticket> ticket,
                               BiConsumer<Long, String> fault) throws IOException {
        Path real = file.toRealPath();
        Counts counts = Counts.NONE;
        Place place = Place.START;
        try {
            while (!place.end()) {
                RowBatch batch = RowBatch.read(real, options, place, ROWS);
                for (Row row : batch.rows()) {
                    List<String> faults = new ArrayList<>();
                    if (row.fault() != null) {
                        faults.add(row.fault());
                    } else {
                        normalize.normalize(RowPayload.of(row.record(), mapping).toString(), Instant.now(), ticket, faults::add);
                    }
                    faults.forEach(words -> fault.accept(row.line(), words));
                    counts = counts.plus(new Counts(1, faults.isEmpty() ? 1 : 0, 0, faults.isEmpty() ? 0 : 1));
                }
                place = batch.after();
            }
            return new Tried(counts, Optional.empty());
        } catch (UnreadableFileException e) {
            return new Tried(counts, Optional.of(e.getMessage()));
        }
    }
}
