package io.serai.home;

/**
 * What is wrong with a file of the home, as a person will read it.
 *
 * @param origin  {@link HomeFile#origin()}
 * @param line    the first line is 1
 * @param message what is wrong and what to do; never a secret
 */
public record Fault(String origin, int line, String message) {

    /** {@code file:line: message}. */
    @Override
    public String toString() {
        return origin + ":" + line + ": " + message;
    }
}
