package io.serai.mail;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.mail.MailFailedException.Refused;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Makes the mail of a note: an answer in its thread (RFC 5322, 3.6.4), marked as automatic (RFC 3834, 5), with the same Message-ID however
 * often it is made. Whom it goes to, and all that stands in its headers, comes from what the hub keeps of the thread and from its settings.
 */
@Component("composeReply")
class ComposeReply {

    private final MailStore store;
    private final MailSessions sessions;
    private final MailSettings settings;
    private final Clock clock;

    ComposeReply(MailStore store, MailSessions sessions, MailSettings settings, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param note    a WriteBack
     * @param server  that of SMTP, as {@code smtps://host:port}
     * @param address whom it is from
     * @param name    that goes with the address
     * @param staff   who gets what only staff may read, and what must not go to a machine
     * @param replyTo {@code from}, or {@code reply-to} if the address that the requester asked for is taken, where there is one
     * @param copy    whether the mailbox gets a copy, by which it is known afterwards that the mail was sent
     * @throws Refused if there is no such thread, or more went into it than people can read
     */
    public MimeMessage compose(@Body JsonNode note, @Variable("connector") String connector, @Variable("server") String server,
                               @Variable("address") String address, @Variable("name") String name, @Variable("staff") String staff,
                               @Variable("replyTo") String replyTo, @Variable("copy") boolean copy) throws MessagingException {
        MailStore.Thread thread = store.thread(connector, note.path("externalId").asText())
            .orElseThrow(() -> new Refused("connector " + connector + " knows no such thread"));
        String own = plain("address", address);
        String id = "serai." + note.path("id").asText() + "@" + Addresses.domain(own);
        if (!MessageIds.isSendable(id)) {
            throw new Refused("the note's id is none");
        }
        boolean internal = note.path("internal").asBoolean() || !thread.answerable();
        String to = internal ? plain("staff", staff == null || staff.isBlank() ? own : staff)
            : replyTo.equals("reply-to") && thread.replyTo() != null && !Automatic.isNobody(thread.replyTo()) ? thread.replyTo() : thread.requester().address();
        if (!internal && to.equals(own)) {
            throw new Refused("a mailbox does not answer itself");
        }
        int sent = store.sentSince(connector, thread.id(), id, clock.instant().minus(Duration.ofHours(1)));
        if (sent >= settings.repliesAnHour()) {
            throw new Refused(sent + " mails went into this thread within an hour: two machines may be answering each other. Replay this when people have looked at it");
        }
        sessions.mayCall(MailServer.of(connector, server, 0));
        store.sending(connector, id, thread.id(), clock.instant());
        MimeMessage mail = new Reply(id);
        mail.setFrom(address(own, name));
        mail.setRecipient(Message.RecipientType.TO, address(to, internal ? null : thread.requester().name()));
        if (copy && !to.equals(own)) {
            mail.setRecipient(Message.RecipientType.BCC, new InternetAddress(own));
        }
        mail.setSubject(CleanText.line(Subjects.tagged(thread.title(), thread.tag()), 300), "UTF-8");
        mail.setSentDate(Date.from(clock.instant()));
        refer(mail, connector, thread, id);
        mail.setHeader("Auto-Submitted", "auto-replied");
        mail.setHeader("X-Auto-Response-Suppress", "All");
        mail.setHeader(ReadMessage.NOTE, marker(note));
        mail.setText(text(note, thread), "UTF-8");
        mail.saveChanges();
        return mail;
    }

    private void refer(MimeMessage mail, String connector, MailStore.Thread thread, String id) throws MessagingException {
        List<String> references = new ArrayList<>();
        references.add(thread.id());
        store.references(connector, thread.id()).stream().filter(one -> !one.equals(id) && !one.equals(thread.id())).forEach(references::add);
        StringBuilder header = new StringBuilder();
        for (String one : references) {
            if (MessageIds.isSendable(one)) {
                header.append(header.isEmpty() ? "" : " ").append('<').append(one).append('>');
            }
        }
        if (!header.isEmpty()) {
            mail.setHeader("References", MimeUtility.fold(12, header.toString()));
        }
        String newest = store.newest(connector, thread.id()).orElse(thread.id());
        if (MessageIds.isSendable(newest)) {
            mail.setHeader("In-Reply-To", "<" + newest + ">");
        }
    }

    private static String text(JsonNode note, MailStore.Thread thread) {
        String text = note.path("note").asText();
        String whom = note.path("internal").asBoolean() ? "Only for staff: the requester does not get this mail.\n\n"
            : thread.answerable() ? "" : "This went to you because " + thread.requester().address() + " is a machine, and gets no answer.\n\n";
        return CleanText.lines(whom + text) + "\n";
    }

    private static String marker(JsonNode note) {
        String marker = note.path("marker").asText();
        if (!marker.matches("\\[serai:[0-9a-f]{8}]")) {
            throw new Refused("the marker is none");
        }
        return marker;
    }

    private static String plain(String setting, String address) {
        String plain = address.strip().toLowerCase(Locale.ROOT);
        if (!Addresses.isPlain(plain)) {
            throw new Refused("the setting '" + setting + "' is no mail address");
        }
        return plain;
    }

    private static InternetAddress address(String address, String name) throws MessagingException {
        try {
            String clean = CleanText.line(name, 100);
            return clean == null ? new InternetAddress(address) : new InternetAddress(address, clean, StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java has UTF-8", e);
        }
    }

    /** A message that keeps its Message-ID when it is saved. */
    private static final class Reply extends MimeMessage {
        private final String id;

        Reply(String id) {
            super(MailSessions.offline());
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
