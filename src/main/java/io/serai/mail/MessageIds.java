package io.serai.mail;

import io.serai.language.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Identities of messages (RFC 5322, 3.6.4), without their angle brackets. */
final class MessageIds {

    private static final int LIMIT = 300;
    /** A thread may be longer; its root and its newest messages are what matters. */
    private static final int REFERENCES = 50;
    private static final int HEADER = 100_000;
    private static final Pattern BRACKETED = Pattern.compile("<([^<>\\s]{1,998})>");
    private static final Pattern PLAIN = Pattern.compile("[!-;=?-~]{1," + LIMIT + "}");

    private MessageIds() {
    }

    /** @return the identities in a header's value, in its order: of more than 50 the first and the last 49 */
    static List<String> all(String header) {
        List<String> ids = new ArrayList<>();
        if (header == null) {
            return ids;
        }
        Matcher matcher = BRACKETED.matcher(header.length() > HEADER ? header.substring(0, HEADER) : header);
        while (matcher.find()) {
            String id = canonical(matcher.group(1));
            if (!ids.contains(id)) {
                ids.add(id);
                if (ids.size() > REFERENCES) {
                    ids.remove(1);
                }
            }
        }
        return ids;
    }

    /** @return the first identity in a header's value, also if it stands there without brackets; {@code null} if there is none */
    static String first(String header) {
        List<String> ids = all(header);
        if (!ids.isEmpty()) {
            return ids.get(0);
        }
        String bare = header == null ? "" : header.strip();
        return bare.isEmpty() || !bare.matches("\\S{1,998}") ? null : canonical(bare);
    }

    /** What is longer or holds other characters than an identity may is known by its hash, and never sent to anyone. */
    private static String canonical(String id) {
        return PLAIN.matcher(id).matches() ? id : hash(id);
    }

    static String hash(String content) {
        return "sha256-" + Sha256.hex(content);
    }

    /** True if it can stand in a header of ours. */
    static boolean isSendable(String id) {
        return id.indexOf('@') > 0 && PLAIN.matcher(id).matches();
    }
}
