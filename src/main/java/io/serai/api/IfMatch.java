package io.serai.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Which revision of a thing a caller has seen and wants to change. A controller takes it as a parameter; it is read from the header
 * {@code If-Match}, which holds the {@code ETag} of an earlier answer.
 *
 * @param revision at least 1
 */
public record IfMatch(int revision) {

    private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,8})\"");

    /** @throws ResponseStatusException 428 without the header, 400 if it is no ETag of ours */
    static IfMatch of(String header) {
        if (header == null || header.isBlank()) {
            throw new ResponseStatusException(HttpStatus.PRECONDITION_REQUIRED,
                "A change needs the header If-Match with the ETag of the answer that it goes by.");
        }
        Matcher tag = TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The header If-Match must be the ETag of an earlier answer, quotes included.");
        }
        return new IfMatch(Integer.parseInt(tag.group(1)));
    }

    /** @throws ResponseStatusException 412 if the thing has another revision by now */
    public void check(int current) {
        if (revision != current) {
            throw new ResponseStatusException(HttpStatus.PRECONDITION_FAILED,
                "It was changed since it was read (revision " + current + " by now, not " + revision + "): read it again, and send its ETag as If-Match.");
        }
    }

    /** The {@code ETag} of a revision. */
    public static String tag(int revision) {
        return "\"" + revision + "\"";
    }
}
