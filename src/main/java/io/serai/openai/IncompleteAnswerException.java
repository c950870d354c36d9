package io.serai.openai;

/** The model answered, but not what was asked for: it refused, was cut off, or was stopped by a filter. Carries no word of the answer. */
public class IncompleteAnswerException extends Exception {

    /** Why. */
    public enum Reason { REFUSAL, LENGTH, CONTENT_FILTER }

    private final Reason reason;

    IncompleteAnswerException(Reason reason) {
        super(switch (reason) {
            case REFUSAL -> "the model refused to answer";
            case LENGTH -> "the answer was cut off at the limit of tokens (maxTokens, or the model's own)";
            case CONTENT_FILTER -> "the provider's content filter stopped the question or the answer";
        });
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
