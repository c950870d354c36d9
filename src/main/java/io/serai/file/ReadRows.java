package io.serai.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.connector.FedRecord;
import io.serai.connector.FedRecords;
import io.serai.connector.RecordIntake;
import io.serai.language.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Reads the next rows of a file and makes records of those that make tickets. */
@Component("readRows")
class ReadRows {

    private final RecordIntake intake;
    private final FileProperties properties;
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    ReadRows(RecordIntake intake, FileProperties properties, Clock clock) {
        this.intake = intake;
        this.properties = properties;
        this.clock = clock;
    }

    /** @return records that bear, as their mark, the {@link RowStep}; none if the file cannot be read on, or not now */
    public FedRecords read(FileFeed feed) {
        if (!intake.isOpen(feed.connector())) {
            return new FedRecords(feed.connector(), List.of(), new RowStep(feed.later(), feed.place(), 0, List.of(), Optional.empty()));
        }
        try {
            if (!OpenFile.version(feed.file()).equals(feed.version())) {
                return problem(feed, "the file was changed while it was read");
            }
            return records(feed, RowBatch.read(feed.file(), feed.options(), feed.place(), properties.page()));
        } catch (UnreadableFileException e) {
            return problem(feed, e.getMessage());
        } catch (IOException e) {
            return problem(feed, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static FedRecords problem(FileFeed feed, String words) {
        return new FedRecords(feed.connector(), List.of(), RowStep.problem(feed, words));
    }

    private FedRecords records(FileFeed feed, RowBatch batch) {
        List<RowFault> faults = new ArrayList<>();
        List<ObjectNode> payloads = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < batch.rows().size(); i++) {
            Row row = batch.rows().get(i);
            if (row.fault() != null) {
                faults.add(fault(feed, batch, i, row.fault()));
            } else {
                payloads.add(RowPayload.of(row.record(), feed.mapping()));
                rows.add(i);
            }
        }
        List<Optional<String>> answers = payloads.isEmpty() ? List.of() : intake.faults(feed.connector(), payloads);
        List<FedRecord> records = new ArrayList<>();
        long sequence = sequence(batch.rows().size());
        for (int n = 0; n < payloads.size(); n++) {
            int i = rows.get(n);
            if (answers.get(n).isPresent()) {
                faults.add(fault(feed, batch, i, answers.get(n).get()));
            } else {
                records.add(record(feed, batch.rows().get(i), payloads.get(n), sequence + i));
            }
        }
        faults.sort((a, b) -> Long.compare(a.row(), b.row()));
        return new FedRecords(feed.connector(), records, new RowStep(feed, batch.after(), batch.rows().size(), faults, Optional.empty()));
    }

    private static RowFault fault(FileFeed feed, RowBatch batch, int index, String reason) {
        return new RowFault(feed.counts().rows() + index + 1, batch.rows().get(index).line(), reason);
    }

    /** Numbers that grow with each row and with each import, also over restarts: microseconds. Of two rows with the same time the later import wins. */
    private long sequence(int rows) {
        long now = Math.multiplyExact(clock.millis(), 1_000L);
        return last.updateAndGet(before -> Math.max(before, now) + rows) - rows;
    }

    private static FedRecord record(FileFeed feed, Row row, ObjectNode payload, long sequence) {
        return new FedRecord(Sha256.hex(payload.get(RowPayload.OURS) + feed.reading()), payload.toString().getBytes(StandardCharsets.UTF_8),
            Map.of("file", OpenFile.shown(feed.file()), "line", Long.toString(row.line())), Optional.empty(), sequence, Optional.empty(), Optional.empty());
    }
}
