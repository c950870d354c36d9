package io.serai.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Times of a delivery that must be refused, as they are sent. */
final class StaleTimes {

    private StaleTimes() {
    }

    static Map<String, String> of(Instant now, Duration tolerance) {
        String right = Long.toString(now.getEpochSecond());
        Map<String, String> all = new LinkedHashMap<>();
        all.put("a second too old", Long.toString(now.getEpochSecond() - tolerance.toSeconds() - 1));
        all.put("a second too far ahead", Long.toString(now.getEpochSecond() + tolerance.toSeconds() + 1));
        all.put("of a day ago", Long.toString(now.getEpochSecond() - 86_400));
        all.put("-1", "-1");
        all.put("0", "0");
        all.put("1e18", "1e18");
        all.put("10^18", "1000000000000000000");
        all.put("beyond 64 bits", "9".repeat(30));
        all.put("in milliseconds", right + "000");
        all.put("as a fraction", right + ".0");
        all.put("with a sign", "+" + right);
        all.put("with a blank", " " + right + " 1");
        all.put("in hex", "0x" + Long.toHexString(now.getEpochSecond()));
        all.put("as text", now.toString());
        all.put("as a word", "now");
        all.put("empty", "");
        all.put("in Arabic-Indic digits", digits(right, '\u0660'));
        all.put("in fullwidth digits", digits(right, '\uFF10'));
        return all;
    }

    private static String digits(String ascii, char zero) {
        StringBuilder text = new StringBuilder();
        ascii.chars().forEach(c -> text.append((char) (zero + c - '0')));
        return text.toString();
    }
}
