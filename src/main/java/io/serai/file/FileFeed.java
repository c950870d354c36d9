package io.serai.file;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that is being imported, and how far it has come.
 *
 * @param id        ours, of this import; the same when the same file is imported again in the same way. Absent if it was refused before it was begun
 * @param connector on whose behalf
 * @param file      where it lies, no symbolic link
 * @param version   size and time of change when it was opened; absent if it was refused before that
 * @param begunAt   when its import was first begun
 * @param options   how it is read
 * @param mapping   parameters of the normalising kamelet that are others for this file
 * @param reading   the connector's, see {@link io.serai.connector.RecordIntake#reading}
 * @param place     up to which it is done
 * @param counts    of its rows up to there
 * @param state     whether there is more to do
 * @param problem   why it was given up, in words; absent if it was not
 */
public record FileFeed(String id, String connector, Path file, Version version, Instant begunAt, FileOptions options, Map<String, String> mapping, String reading,
                       Place place, Counts counts, State state, Optional<String> problem) {

    /** Whether there is more to do. */
    public enum State {
        /** There are rows to be read. */
        MORE,
        /** All rows are read. */
        DONE,
        /** It cannot be read on; {@code problem} says why. */
        GIVEN_UP,
        /** Not now: the file is left where it is, and goes on at its place another time. */
        LATER
    }

    /** What a file is known to be the same by while it is read. */
    record Version(long size, long changedAt) {
    }

    /**
     * Of rows.
     *
     * @param rows   read, also those that are faulty
     * @param fresh  stored as new
     * @param known  stored before, or standing in the file twice
     * @param faulty that make no ticket
     */
    public record Counts(long rows, long fresh, long known, long faulty) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts plus(Counts more) {
            return new Counts(rows + more.rows, fresh + more.fresh, known + more.known, faulty + more.faulty);
        }
    }

    public FileFeed {
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(state, "state");
        mapping = Map.copyOf(mapping);
    }

    /** For the loop of the kamelet. */
    public boolean isMore() {
        return state == State.MORE;
    }

    /** Bytes that are done. */
    public long offset() {
        return place.offset();
    }

    /** Bytes of the whole file. */
    public long size() {
        return version.size();
    }

    /** True if every row makes a ticket. */
    boolean isFlawless() {
        return state == State.DONE && counts.faulty() == 0;
    }

    /** A file that is not even opened. */
    static FileFeed refused(String connector, Path file, Instant now, String words) {
        return new FileFeed(null, connector, file, null, now, FileOptions.usual(), Map.of(), "", Place.START, Counts.NONE, State.GIVEN_UP,
            Optional.of(words));
    }

    FileFeed at(Place place, Counts counts) {
        return new FileFeed(id, connector, file, version, begunAt, options, mapping, reading, place, counts, place.end() ? State.DONE : State.MORE, Optional.empty());
    }

    FileFeed givenUp(String words) {
        return new FileFeed(id, connector, file, version, begunAt, options, mapping, reading, place, counts, State.GIVEN_UP, Optional.of(words));
    }

    FileFeed later() {
        return new FileFeed(id, connector, file, version, begunAt, options, mapping, reading, place, counts, State.LATER, Optional.empty());
    }
}
