package io.serai.document;

import java.util.ArrayList;
import java.util.List;

/**
 * What one document may cost.
 *
 * @param unpacked   bytes that come out of it when it is unpacked, all levels together
 * @param files      files in an archive, all levels together
 * @param ratio      how many times larger an archive may become
 * @param nesting    levels of documents in documents
 * @param pages      pages, slides or sheets
 * @param characters characters of text
 * @param pixels     pixels of a picture
 * @param scan       seconds for all pictures and scanned pages together
 */
record DocumentLimits(long unpacked, int files, int ratio, int nesting, int pages, int characters, long pixels, int scan) {

    /** Parts of an Office file are no files of their own. */
    static final int OFFICE_PARTS = 10_000;

    /** As {@link #of} reads it. */
    List<String> words() {
        return List.of(Long.toString(unpacked), Integer.toString(files), Integer.toString(ratio), Integer.toString(nesting), Integer.toString(pages),
            Integer.toString(characters), Long.toString(pixels), Integer.toString(scan));
    }

    static DocumentLimits of(List<String> words) {
        List<Long> numbers = new ArrayList<>();
        words.forEach(word -> numbers.add(Long.parseLong(word)));
        return new DocumentLimits(numbers.get(0), numbers.get(1).intValue(), numbers.get(2).intValue(), numbers.get(3).intValue(),
            numbers.get(4).intValue(), numbers.get(5).intValue(), numbers.get(6), numbers.get(7).intValue());
    }
}
