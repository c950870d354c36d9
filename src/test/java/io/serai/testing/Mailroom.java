package io.serai.testing;

import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.serai.connector.ConnectorLogins;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A mail server on free ports of this machine (GreenMail), with the help desk's mailbox in it. */
public final class Mailroom implements AutoCloseable {

    public static final String ADDRESS = "help@example.com";
    public static final String PASSWORD = "mailroom-secret";

    public final GreenMail server;
    private final GreenMailUser user;

    private Mailroom(String smtp, String imap) {
        ServerSetup out = new ServerSetup(0, "127.0.0.1", smtp);
        ServerSetup in = new ServerSetup(0, "127.0.0.1", imap);
        server = new GreenMail(new ServerSetup[] {out, in});
        server.start();
        user = server.setUser(ADDRESS, ADDRESS, PASSWORD);
    }

    /** Without TLS. */
    public static Mailroom inClear() {
        return new Mailroom("smtp", "imap");
    }

    public static Mailroom inTls() {
        return new Mailroom("smtps", "imaps");
    }

    /** The log-in of its mailbox, for any connector. */
    public static ConnectorLogins logins() {
        return new ConnectorLogins() {
            @Override
            public Login login(String connector) {
                return new Login(Mailroom.ADDRESS, Mailroom.PASSWORD, false);
            }

            @Override
            public boolean usesTokens(String connector) {
                return false;
            }

            @Override
            public void refused(String connector, Login login) {
                throw new IllegalStateException("the log-in is right");
            }
        };
    }

    public int imapPort() {
        return server.getImap() != null ? server.getImap().getPort() : server.getImaps().getPort();
    }

    public int smtpPort() {
        return server.getSmtp() != null ? server.getSmtp().getPort() : server.getSmtps().getPort();
    }

    public void describe(DynamicPropertyRegistry registry, String host) {
        registry.add("SERAI_EMAIL_ADDRESS", () -> ADDRESS);
        registry.add("SERAI_EMAIL_IMAP_HOST", () -> host);
        registry.add("SERAI_EMAIL_SMTP_HOST", () -> host);
        registry.add("SERAI_EMAIL_IMAP_PORT", this::imapPort);
        registry.add("SERAI_EMAIL_SMTP_PORT", this::smtpPort);
        registry.add("SERAI_EMAIL_IMAP_PROTOCOL", () -> server.getImap() != null ? "imap" : "imaps");
        registry.add("SERAI_EMAIL_SMTP_PROTOCOL", () -> server.getSmtp() != null ? "smtp" : "smtps");
    }

    public void password(String password) {
        user.setPassword(password);
    }

    /** Puts a message into the mailbox as it stands there. */
    public void deliver(String message) {
        user.deliver(mime(message));
    }

    /** Puts a message into the mailbox as if it had been received then. */
    public void deliver(String message, Instant at) {
        try {
            server.getManagers().getImapHostManager().getInbox(user).appendMessage(mime(message), new Flags(), Date.from(at));
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MimeMessage mime(String message) {
        try {
            return new MimeMessage(Session.getInstance(new Properties()),
                new ByteArrayInputStream(message.replaceAll("(?<!\r)\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A message in few words. */
    public static String message(String id, String from, String subject, String text, String... headers) {
        return "From: " + from + "\nTo: help@example.com\nMessage-ID: <" + id + ">\nSubject: " + subject + "\n" + String.join("", java.util.Arrays.stream(headers)
            .map(header -> header + "\n").toList()) + "\n" + text + "\n";
    }

    public void createFolder(String name) throws FolderException, AuthorizationException {
        server.getManagers().getImapHostManager().createMailbox(user, name);
    }

    public void deleteFolder(String name) throws FolderException, AuthorizationException {
        server.getManagers().getImapHostManager().deleteMailbox(user, name);
    }

    public List<StoredMessage> messages(String folder) {
        MailFolder found = server.getManagers().getImapHostManager().getFolder(user, folder);
        return found == null ? List.of() : found.getMessages();
    }

    /** What somebody else got. */
    public List<MimeMessage> mailsTo(String address) {
        return server.findReceivedMessages(one -> address.equals(one.getEmail()), message -> true).toList();
    }

    public static String header(MimeMessage message, String name) {
        try {
            return message.getHeader(name, null);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String text(MimeMessage message) {
        try {
            return message.getContent().toString();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public void clear() throws FolderException {
        server.purgeEmailFromAllMailboxes();
    }

    @Override
    public void close() {
        server.stop();
    }
}
