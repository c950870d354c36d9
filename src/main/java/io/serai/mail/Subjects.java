package io.serai.mail;

import io.serai.language.Shortened;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Subjects: the words of the thread, without the prefixes of answers and without the tag of ours. */
final class Subjects {

    /** 13 letters and digits behind {@code serai-}: not the marker of a note, which stands in texts. */
    private static final Pattern TAG = Pattern.compile("\\[serai-([a-z2-7]{13})]");
    private static final Pattern PREFIX = Pattern.compile("(?iu)^\\s*(re|aw|antw|antwort|sv|vs|ref|réf|rif|res|odp|fwd?|wg|tr|rv|enc|doorst|i|r)(\\[\\d{1,3}]|\\(\\d{1,3}\\))?\\s?:\\s*");
    private static final int TITLE = 80;

    private Subjects() {
    }

    static String tagged(String title, String tag) {
        return "Re: " + Shortened.to(title, 180) + " [serai-" + tag + "]";
    }

    static Optional<String> tag(String subject) {
        Matcher matcher = TAG.matcher(subject == null ? "" : subject);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** @return what the message is about: its subject, else its first line, else whom it is from */
    static String title(MailMessage message) {
        String plain = message.subject() == null ? "" : TAG.matcher(message.subject()).replaceAll("").strip();
        for (Matcher prefix = PREFIX.matcher(plain); prefix.find(); prefix = PREFIX.matcher(plain)) {
            plain = plain.substring(prefix.end());
        }
        if (!plain.isBlank()) {
            return plain.strip();
        }
        String first = message.text().lines().filter(line -> !line.isBlank()).findFirst().orElse(null);
        String line = CleanText.line(first, TITLE);
        return line != null ? line : "E-mail from " + message.from().address();
    }
}
