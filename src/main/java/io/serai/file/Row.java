package io.serai.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * One row of a file.
 *
 * @param line   where it begins, from 1
 * @param record its cells by column, those without text left out, or its JSON; {@code null} if it cannot be read
 * @param fault  why it cannot be read, in words that quote nothing of it; {@code null} if it can
 */
record Row(long line, ObjectNode record, String fault) {

    Row {
        if ((record == null) == (fault == null)) {
            throw new IllegalArgumentException("a row has a record or a fault");
        }
    }

    static Row of(long line, ObjectNode record) {
        return new Row(line, Objects.requireNonNull(record), null);
    }

    static Row faulty(long line, String fault) {
        return new Row(line, null, Objects.requireNonNull(fault));
    }
}
