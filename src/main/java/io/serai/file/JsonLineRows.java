package io.serai.file;

import java.io.IOException;
import java.util.Optional;

/** Rows of a JSON Lines file: one object a line; blank lines are passed over. */
final class JsonLineRows implements Rows {

    private final FileBytes in;
    private final FileOptions options;
    private final RowBytes bytes = new RowBytes();

    JsonLineRows(FileBytes in, FileOptions options) {
        this.in = in;
        this.options = options;
    }

    @Override
    public Optional<Row> next() throws IOException {
        while (in.peek() >= 0) {
            long line = in.line();
            bytes.clear();
            boolean blank = true;
            int one;
            while ((one = in.read()) >= 0 && one != '\n' && one != '\r') {
                blank &= one == ' ' || one == '\t';
                bytes.add(one);
            }
            if (!blank) {
                return Optional.of(JsonRows.row(line, bytes, options));
            }
        }
        return Optional.empty();
    }
}
