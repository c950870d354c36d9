package io.serai.decision;

import io.serai.ticket.Category;
import java.util.List;

/**
 * How earlier decisions like one turned out, as far as a feature can tell: counts of what people said and of what happened. Asked once for each
 * decision, within its transaction; so what it reads is bounded: at most the latest {@link #LATEST} of the last {@link #DAYS} days.
 */
public interface TrackRecord {

    /** So many days are looked back at most. */
    int DAYS = 90;

    /** So many, the latest, are counted at most. */
    int LATEST = 1_000;

    /** Which part of the {@link Reliability} a count belongs to. */
    enum Part { FEEDBACK, SUCCESS, PATTERN }

    /**
     * Of what the record is asked.
     *
     * @param tenant whose tickets; those of others never count
     * @param action the action that is proposed, or {@code null} if it is about answers
     */
    record Question(String tenant, Category category, String action) {
    }

    /**
     * So many of so many turned out well.
     *
     * @param what  what was counted, as it goes on after "3 of 4": {@code approved}
     * @param good  from 0 to {@code trials}
     * @param trials 0 or more
     */
    record Count(Part part, String what, int good, int trials) {
        public Count {
            if (good < 0 || good > trials) {
                throw new IllegalArgumentException(good + " of " + trials + " is no count");
            }
        }
    }

    /** @return possibly none */
    List<Count> of(Question question);
}
