package io.serai.mail;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What kind of message no person wrote. Such a message is never answered: RFC 3834, 2; Microsoft's X-Auto-Response-Suppress (MS-OXCMAIL,
 * 2.1.3.2.10); RFC 2919 (List-Id); RFC 3464 (delivery reports, whose envelope has no sender).
 */
enum Automatic {
    /** A report that a message could not be delivered, or was delivered or read. */
    REPORT,
    /** An answer of a machine, such as a note of absence. */
    REPLY,
    /** Made by a machine, not as an answer: a newsletter, a list, a notification. */
    BULK;

    private static final Pattern DAEMON = Pattern.compile("(mailer-daemon|postmaster|mail-daemon|mailerdaemon)@.*");
    private static final Pattern NOBODY = Pattern.compile("(no-?reply|do-?not-?reply|donotreply|bounces?|notifications?)([+._-][^@]*)?@.*");
    /** Autoresponders that say so nowhere else begin their subjects like this. */
    private static final List<String> SUBJECTS = List.of("automatic reply:", "auto-reply:", "autoreply:", "auto reply:", "out of office", "automatische antwort:",
        "abwesenheitsnotiz", "automatische abwesenheitsnotiz", "réponse automatique", "respuesta automática", "risposta automatica:",
        "automatisch antwoord:", "resposta automática:", "undeliverable:", "undelivered mail returned", "delivery status notification",
        "mail delivery failed", "unzustellbar:");

    @JsonValue
    String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param address whom it is from, in lower case */
    static Optional<Automatic> of(MimeMessage message, String address, String subject) throws MessagingException {
        String type = value(message, "Content-Type");
        if (type.startsWith("multipart/report") || DAEMON.matcher(address).matches() || value(message, "Return-Path").equals("<>")) {
            return Optional.of(REPORT);
        }
        String submitted = value(message, "Auto-Submitted");
        if (submitted.startsWith("auto-replied") || has(message, "X-Autoreply") || has(message, "X-Auto-Reply") || has(message, "X-Autorespond")
                || has(message, "X-Autoresponder") || value(message, "Precedence").startsWith("auto_reply")) {
            return Optional.of(REPLY);
        }
        String lower = subject == null ? "" : subject.toLowerCase(Locale.ROOT);
        if (SUBJECTS.stream().anyMatch(lower::startsWith)) {
            return Optional.of(REPLY);
        }
        boolean bulk = !submitted.isEmpty() && !submitted.startsWith("no") || value(message, "Precedence").matches("(bulk|list|junk)\\b.*")
            || has(message, "X-Auto-Response-Suppress") && !value(message, "X-Auto-Response-Suppress").startsWith("none") || has(message, "List-Id");
        return bulk ? Optional.of(BULK) : Optional.empty();
    }

    /** True for addresses behind which nobody reads answers. */
    static boolean isNobody(String address) {
        return NOBODY.matcher(address).matches() || DAEMON.matcher(address).matches();
    }

    private static boolean has(MimeMessage message, String header) throws MessagingException {
        return !value(message, header).isEmpty();
    }

    private static String value(MimeMessage message, String header) throws MessagingException {
        String[] values = message.getHeader(header);
        return values == null || values[0] == null ? "" : values[0].strip().toLowerCase(Locale.ROOT);
    }
}
