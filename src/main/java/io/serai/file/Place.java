package io.serai.file;

/**
 * A place between two rows of a file.
 *
 * @param offset of the first byte of the next row
 * @param line   that it stands in, from 1; the first line to be read
 * @param end    true if there is no further row
 */
public record Place(long offset, long line, boolean end) {

    /** Before the first byte. */
    static final Place START = new Place(0, 1, false);

    public Place {
        if (offset < 0 || line < 1) {
            throw new IllegalArgumentException("no place: " + offset + ", " + line);
        }
    }
}
