package io.serai.file;

import java.io.IOException;
import java.util.Optional;

/** Reads one row after the other. */
interface Rows {

    /** Bytes that one row may have. */
    int ROW = 1 << 20;

    /**
     * @return the next row, readable or not; absent at the end of the file
     * @throws UnreadableFileException if what follows cannot be told into rows
     */
    Optional<Row> next() throws IOException;
}
