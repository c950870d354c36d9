package io.serai.demo;

/**
 * What the simulated operations endpoint answers.
 *
 * @param status     HTTP status
 * @param retryAfter seconds, or {@code null}
 * @param text       the body
 */
public record DemoAnswer(int status, Integer retryAfter, String text) {

    static DemoAnswer ok(String text) {
        return new DemoAnswer(200, null, text);
    }

    static DemoAnswer of(int status, String text) {
        return new DemoAnswer(status, null, text);
    }
}
