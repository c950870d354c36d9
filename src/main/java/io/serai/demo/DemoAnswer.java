package io.serai.demo;

/**
 * What a simulator answers.
 *
 * @param status     HTTP status
 * @param retryAfter seconds, or {@code null}
 * @param total      {@code X-Total-Count}, or {@code null}
 * @param link       {@code Link}, or {@code null}
 * @param text       the body
 */
public record DemoAnswer(int status, Integer retryAfter, Integer total, String link, String text) {

    static DemoAnswer ok(String text) {
        return new DemoAnswer(200, null, null, null, text);
    }

    static DemoAnswer of(int status, String text) {
        return new DemoAnswer(status, null, null, null, text);
    }
}
