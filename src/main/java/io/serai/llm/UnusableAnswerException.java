package io.serai.llm;

import com.networknt.schema.ValidationMessage;
import java.util.Collection;
import java.util.List;

/** A provider's answer cannot be used, or there is none. Carries the cause as a word for metrics; never the answer's text. */
public class UnusableAnswerException extends Exception {

    private static final int PLACES = 5;

    private final String reason;
    private final transient List<String> places;

    /** @param reason a word or two in kebab case ({@code timeout}, {@code http-429}, {@code not-json}, …) */
    public UnusableAnswerException(String reason) {
        this(reason, List.of());
    }

    private UnusableAnswerException(String reason, List<String> places) {
        super("unusable answer: " + reason, null, false, false);
        this.reason = reason;
        this.places = places;
    }

    /** An answer that the schema does not let through. */
    public static UnusableAnswerException schema(Collection<ValidationMessage> failed) {
        return new UnusableAnswerException("schema",
            failed.stream().map(message -> message.getEvaluationPath().toString()).distinct().sorted().limit(PLACES).toList());
    }

    public String reason() {
        return reason;
    }

    /** Where in our schema it fails, as paths in the schema, at most 5: the names in them are ours, and not the answer's. */
    List<String> places() {
        return places;
    }
}
