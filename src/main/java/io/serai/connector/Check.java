package io.serai.connector;

import java.util.Map;

/**
 * One question to a connected system that changes nothing there, as {@code check:} of the connector's file has it.
 *
 * @param what    what is found out, in words: {@code may read incidents}
 * @param method  {@code GET} or {@code POST}
 * @param address http(s) address with query; its placeholders, like those of {@code body}, are resolved when it is asked
 * @param body    JSON text, or {@code null}
 * @param headers to send
 * @param expect  JSON pointers that the answer must have, each with the text of its value, or {@code "*"} for any but null and false
 * @param or      the same question in the words of another version, asked if this one is not answered as expected, or {@code null}
 */
record Check(String what, String method, String address, String body, Map<String, String> headers, Map<String, String> expect, Check or) {

    /** Any value but null and false. */
    static final String ANY = "*";

    Check {
        headers = Map.copyOf(headers);
        expect = Map.copyOf(expect);
    }

    @Override
    public String toString() {
        return "Check[" + what + "]";
    }
}
