package io.serai.resolution;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a ticket was resolved.
 *
 * @param rootCause code of the cause, or {@code null}
 * @param steps     what was tried, in order, possibly nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Resolution(String ticketId, String rootCause, String summary, List<Tried> steps, int version, String confirmedBy, Instant confirmedAt) {

    private static final int MOST = 50;

    /**
     * What a person may say.
     *
     * @param rootCause code of a known cause, or {@code null}
     * @param summary   1 to 2,000 characters
     * @param steps     at most 50 of at most 1,000 characters
     */
    record Written(String rootCause, String summary, List<Tried> steps) {
        Written {
            summary = InvalidResolutionException.required("summary", summary, 2_000);
            List<Tried> clean = new ArrayList<>();
            if (steps != null && steps.size() > MOST) {
                throw new InvalidResolutionException("steps", "holds more than " + MOST);
            }
            for (int i = 0; steps != null && i < steps.size(); i++) {
                if (steps.get(i) == null) {
                    throw new InvalidResolutionException("steps[" + i + "]", "is missing");
                }
                clean.add(new Tried(InvalidResolutionException.required("steps[" + i + "].text", steps.get(i).text(), 1_000), steps.get(i).helped()));
            }
            steps = List.copyOf(clean);
        }
    }
}
