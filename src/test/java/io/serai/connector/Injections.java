package io.serai.connector;

import java.util.LinkedHashMap;
import java.util.Map;

/** Texts that try to be more than a text once they are sent on. */
final class Injections {

    private static final int MANY = 1 << 20;

    private Injections() {
    }

    /** Values by what they try; each holds what is right, so that a check of a part of it passes. */
    static Map<String, String> around(String right) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("a line break at the end", right + "\n");
        values.put("LF and a header", right + "\nX-Injected: yes");
        values.put("a header and LF", "X-Injected: yes\n" + right);
        values.put("a whole request", right + " HTTP/1.1\r\nHost: elsewhere\r\n\r\nGET /injected HTTP/1.1\r\nHost: elsewhere\r\n\r\n");
        values.put("CR LF encoded once and twice", right + "%0d%0aX-Injected:%20yes%250d%250aX-Injected:%2520yes");
        values.put("letters whose low octets are CR LF", right + "\u010D\u010AX-Injected: yes\u2028X-Injected: yes\u0085X-Injected: yes\u0000");
        values.put("another path", right + "/../../injected");
        values.put("another path encoded", right + "%2f..%2f..%2finjected");
        values.put("other parameters", right + "&injected=1?injected=1;injected=1#injected");
        values.put("another host", "@elsewhere/injected");
        values.put("another condition", right + "^ORinjected=1\" OR injected=\"1' OR injected='1");
        values.put("another field", right + "\",\"injected\":\"1\"}],\"injected\":[{\"injected\":\"1");
        values.put("nothing", "");
        values.put("1 MB", right + "1".repeat(MANY));
        return values;
    }
}
