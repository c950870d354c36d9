package io.serai.file;

import io.serai.file.FileFeed.State;
import java.util.List;
import java.util.Optional;

/**
 * What was read of a file, to be noted once it is stored.
 *
 * @param feed    as it was before
 * @param after   where the next rows begin
 * @param rows    how many were read
 * @param faults  of those that make no ticket
 * @param problem why it cannot be read on, if it cannot; then nothing was read
 */
record RowStep(FileFeed feed, Place after, int rows, List<RowFault> faults, Optional<String> problem) {

    static RowStep problem(FileFeed feed, String problem) {
        return new RowStep(feed, feed.place(), 0, List.of(), Optional.of(problem));
    }

    boolean isLater() {
        return feed.state() == State.LATER;
    }
}
