package io.serai.connector;

import com.icegreen.greenmail.store.FolderException;
import io.serai.simulator.Capability;
import io.serai.simulator.ConnectedSystem;
import io.serai.simulator.Fault;
import io.serai.simulator.Report;
import io.serai.testing.Mailroom;
import io.serai.testing.Wire;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** A mailbox behind IMAP and SMTP: what is reported is a mail, what changes is an answer of the staff, a note is a mail that somebody gets. */
final class MailboxVendor implements ConnectedSystem {

    /** {@code serai.mail.page}. */
    static final int PAGE = 4;

    private static final Set<Capability> CAN = EnumSet.of(Capability.POLL, Capability.POLL_CHANGES, Capability.PAGES, Capability.LIST, Capability.VERSIONS, Capability.NOTE,
        Capability.NETWORK, Capability.CREDENTIALS, Capability.CHECK);
    private static final Set<Fault> FAULTS = EnumSet.of(Fault.UNAVAILABLE, Fault.TRUNCATED, Fault.MALFORMED, Fault.HTML, Fault.HANGS, Fault.CONNECTION_CUT);
    private static final String STAFF = "staff@example.com";
    private static final String ONLY_STAFF = "Only for staff: the requester does not get this mail.\n\n";
    private static final Predicate<String> ALWAYS = said -> true;
    private static final Predicate<String> TEXT_ASKED_FOR = said -> said.contains("BODY");
    private static final Predicate<String> MAIL_SAID = said -> said.endsWith("\r\n.\r\n");
    private static final Predicate<String> GOODBYE = said -> said.contains("LOGOUT");

    private final Clock clock;
    private final Mailroom room = Mailroom.inClear();
    private final Wire imap = new Wire("* BYE not now");
    private final Wire smtp = new Wire("421 4.3.0 not now");
    private Duration skew = Duration.ZERO;

    MailboxVendor(Clock clock) {
        this.clock = clock;
        imap.to(room.imapPort());
        smtp.to(room.smtpPort());
    }

    @Override
    public String connector() {
        return "email";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SERAI_EMAIL_ADDRESS", Mailroom.ADDRESS, "SERAI_EMAIL_USERNAME", Mailroom.ADDRESS, "SERAI_EMAIL_PASSWORD", Mailroom.PASSWORD,
            "SERAI_EMAIL_IMAP_HOST", "127.0.0.1", "SERAI_EMAIL_IMAP_PORT", Integer.toString(imap.port()), "SERAI_EMAIL_IMAP_PROTOCOL", "imap",
            "SERAI_EMAIL_SMTP_HOST", "127.0.0.1", "SERAI_EMAIL_SMTP_PORT", Integer.toString(smtp.port()), "SERAI_EMAIL_SMTP_PROTOCOL", "smtp",
            "SERAI_EMAIL_STAFF", STAFF);
    }

    @Override
    public boolean can(Capability capability) {
        return CAN.contains(capability);
    }

    @Override
    public int pageSize() {
        return PAGE;
    }

    @Override
    public synchronized Instant now() {
        return clock.instant().plus(skew);
    }

    @Override
    public String open(Report report, Instant at) {
        String id = UUID.randomUUID() + "@example.org";
        String person = report.email() == null ? "ann@example.org" : report.email();
        room.deliver(Mailroom.message(id, person, report.title(), report.description(), "Importance: " + (report.priority() <= 2 ? "high" : "normal")), at);
        return id;
    }

    @Override
    public void change(String id, Instant at) {
        room.deliver(Mailroom.message(UUID.randomUUID() + "@example.org", Mailroom.ADDRESS, "Re: It is taken on", "We look into it.", "References: <" + id + ">"), at);
    }

    @Override
    public void resolve(String id, Instant at) {
        throw new UnsupportedOperationException("mails have no status");
    }

    @Override
    public String status(String id) {
        return "mails have none";
    }

    @Override
    public List<String> notes(String id) {
        return room.mailsTo(STAFF).stream().filter(mail -> Mailroom.header(mail, "References").contains(id)).map(MailboxVendor::words).toList();
    }

    private static String words(MimeMessage mail) {
        return Mailroom.text(mail).replace("\r\n", "\n").replace(ONLY_STAFF, "").strip();
    }

    @Override
    public void clear() {
        try {
            room.clear();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void revoke(boolean wrong) {
        room.password(wrong ? "another" : Mailroom.PASSWORD);
    }

    @Override
    public synchronized void skew(Duration ahead) {
        skew = ahead;
    }

    @Override
    public Set<Fault> readingFaults() {
        return FAULTS;
    }

    @Override
    public void failReading(Fault fault) {
        imap.fail(fault, fault == Fault.TRUNCATED ? TEXT_ASKED_FOR : ALWAYS, Integer.MAX_VALUE);
    }

    @Override
    public void failWriting(Fault fault) {
        smtp.fail(fault, MAIL_SAID, 1);
    }

    /** A page, or a mail, takes many words of the server. */
    @Override
    public void failSome(int n) {
        imap.failSome(n * 5);
        smtp.failSome(n * 5);
    }

    @Override
    public void betweenPages(Runnable happening) {
        imap.after(GOODBYE, happening);
    }

    @Override
    public void calm() {
        imap.calm();
        smtp.calm();
        revoke(false);
        skew(Duration.ZERO);
    }

    @Override
    public long counted() {
        return imap.connections() + smtp.connections();
    }

    @Override
    public void close() {
        imap.close();
        smtp.close();
        room.close();
    }
}
