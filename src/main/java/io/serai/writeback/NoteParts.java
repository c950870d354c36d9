package io.serai.writeback;

import io.serai.language.Language;
import java.util.List;

/** What another feature has to say in the note about a decision. */
public interface NoteParts {

    /**
     * @param entries  from outside; none, for no such part
     * @param internal true if only staff may read it
     */
    record Part(String heading, List<String> entries, boolean internal) {
        public Part {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Within the transaction of the decision; in the order in which they are read, possibly none.
     *
     * @param language of what the requester may read; what is internal is English
     */
    List<Part> of(String ticketId, Language language);

    /** What the requester is asked now, one question an entry, possibly nothing. */
    default List<String> questions(String ticketId) {
        return List.of();
    }
}
