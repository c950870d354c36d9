package io.serai.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds what the author of a message wrote: without the messages that it quotes, and without the signature (a line of {@code -- },
 * RFC 3676, 4.3). The ways in which mail programs quote are no standard; known are those of the common ones in eight languages.
 */
final class OwnWords {

    private static final Pattern ORIGINAL = Pattern.compile("(?iu)\\s*[-_]{2,}\\s*(original message|original appointment|forwarded message|ursprüngliche nachricht"
        + "|weitergeleitete nachricht|message d['’]origine|message transféré|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato"
        + "|oorspronkelijk bericht|doorgestuurd bericht|mensagem original|oryginalna wiadomość)\\s*[-_]{2,}\\s*");
    private static final Pattern WROTE = Pattern.compile("(?iu)\\s*(on|am|le|el|il|op|em|w dniu|dnia|den)\\s.{4,400}(wrote|schrieb|a écrit|escribió|ha scritto|schreef"
        + "|escreveu|napisał|napisał\\(a\\)|skrev)[^:]{0,100}:\\s*");
    private static final Pattern BEGINS = Pattern.compile("(?iu)\\s*(on|am|le|el|il|op|em|w dniu|dnia|den)\\s.{4,300}");
    private static final Pattern FROM = Pattern.compile("(?iu)\\s*\\*?(from|von|de|da|van|od)\\s?:\\*?\\s.+");
    private static final Pattern FIELD = Pattern.compile("(?iu)\\s*\\*?(sent|date|to|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado( el)?|fecha|para|asunto"
        + "|inviato|data|a|oggetto|verzonden|aan|onderwerp|wysłano|do|temat)\\s?:\\*?\\s.*");
    private static final Pattern RULE = Pattern.compile("\\s*[_-]{10,}\\s*");
    private static final Pattern DEVICE = Pattern.compile("(?iu)\\s*(sent from my .{1,60}|sent from outlook.{0,60}|get outlook for .{1,60}|von meinem .{1,60} gesendet"
        + "|gesendet von .{1,60}|envoyé de(puis)? mon .{1,60}|enviado desde mi .{1,60}|inviato da(l mio)? .{1,60}|verstuurd vanaf mijn .{1,60})\\s*");
    private static final int SIGNATURE = 20;

    private OwnWords() {
    }

    /** @return what is new in an answer; empty if it only quotes */
    static String ofAnswer(String text) {
        List<String> kept = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (ORIGINAL.matcher(line).matches() || isSignature(line) || isHeader(lines, i)) {
                break;
            }
            int attribution = attribution(lines, i);
            if (attribution > 0) {
                if (!isQuotation(lines, i + attribution)) {
                    break;
                }
                i += attribution - 1;
            } else if (!line.startsWith(">")) {
                kept.add(line);
            }
        }
        while (!kept.isEmpty() && (kept.get(kept.size() - 1).isBlank() || DEVICE.matcher(kept.get(kept.size() - 1)).matches()
                || RULE.matcher(kept.get(kept.size() - 1)).matches())) {
            kept.remove(kept.size() - 1);
        }
        return String.join("\n", kept).strip();
    }

    /** @return a first message without its signature; what it quotes or forwards is what it is about, and stays */
    static String ofFirst(String text) {
        List<String> lines = text.lines().toList();
        for (int i = Math.max(0, lines.size() - SIGNATURE); i < lines.size(); i++) {
            List<String> rest = lines.subList(i + 1, lines.size());
            if (isSignature(lines.get(i)) && rest.stream().noneMatch(line -> line.startsWith(">") || ORIGINAL.matcher(line).matches() || FROM.matcher(line).matches())) {
                return String.join("\n", lines.subList(0, i)).strip();
            }
        }
        return text.strip();
    }

    private static boolean isSignature(String line) {
        return line.equals("-- ") || line.equals("--");
    }

    /** The head of a quoted message as Outlook writes it: From, and at least two other fields right behind. */
    private static boolean isHeader(List<String> lines, int i) {
        return FROM.matcher(lines.get(i)).matches()
            && lines.subList(i + 1, Math.min(lines.size(), i + 6)).stream().filter(line -> FIELD.matcher(line).matches()).count() >= 2;
    }

    /** @return how many lines say who wrote what follows: 0, 1, or 2 where it is broken in two */
    private static int attribution(List<String> lines, int i) {
        if (WROTE.matcher(lines.get(i)).matches()) {
            return 1;
        }
        boolean two = i + 1 < lines.size() && BEGINS.matcher(lines.get(i)).matches() && !lines.get(i + 1).startsWith(">")
            && WROTE.matcher(lines.get(i) + " " + lines.get(i + 1).strip()).matches();
        return two ? 2 : 0;
    }

    private static boolean isQuotation(List<String> lines, int from) {
        return lines.subList(Math.min(from, lines.size()), lines.size()).stream().filter(line -> !line.isBlank()).findFirst()
            .filter(line -> line.startsWith(">")).isPresent();
    }
}
