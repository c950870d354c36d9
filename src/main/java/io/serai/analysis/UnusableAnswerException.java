package io.serai.analysis;

/** A provider's answer cannot be used, or there is none. Carries the cause as a word for metrics; never the answer's text. */
class UnusableAnswerException extends Exception {

    private final String reason;

    /** @param reason a word or two in kebab case ({@code timeout}, {@code http-429}, {@code not-json}, …) */
    UnusableAnswerException(String reason) {
        super("unusable answer: " + reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
