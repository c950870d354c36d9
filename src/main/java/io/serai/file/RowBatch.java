package io.serai.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Some rows of a file.
 *
 * @param rows  readable or not, in the file's order
 * @param after where the next ones begin
 */
record RowBatch(List<Row> rows, Place after) {

    /** Bytes of a file from which on a batch takes no further row; it can be larger by one row. */
    private static final long BYTES = 4L << 20;

    RowBatch {
        rows = List.copyOf(rows);
    }

    /**
     * Reads the rows behind a place. Opens the file anew each time, so that nothing is left open between batches, whatever happens there.
     *
     * @param most rows
     * @throws UnreadableFileException if what follows cannot be told into rows
     */
    static RowBatch read(Path file, FileOptions options, Place from, int most) throws IOException {
        FileForm form = FileForm.of(file, options);
        boolean start = from.offset() < form.offset();
        List<Row> rows = new ArrayList<>();
        try (FileBytes in = FileBytes.open(file, start ? form.offset() : from.offset(), start ? form.line() : from.line())) {
            Rows source = form.rows(in, options);
            long begin = in.offset();
            Place after = new Place(begin, in.line(), false);
            try {
                while (!after.end() && rows.size() < most && in.offset() - begin < BYTES) {
                    boolean more = source.next().map(rows::add).isPresent();
                    after = new Place(in.offset(), in.line(), !more);
                }
            } catch (UnreadableFileException e) {
                if (rows.isEmpty()) {
                    throw e;
                }
            }
            return new RowBatch(rows, after);
        }
    }
}
