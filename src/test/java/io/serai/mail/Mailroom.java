package io.serai.mail;

import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.serai.connector.ConnectorLogins;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A mail server on free ports of this machine (GreenMail), with the help desk's mailbox in it. */
final class Mailroom implements AutoCloseable {

    static final String ADDRESS = "help@example.com";
    static final String PASSWORD = "mailroom-secret";

    final GreenMail server;
    private final GreenMailUser user;

    private Mailroom(String smtp, String imap) {
        ServerSetup out = new ServerSetup(0, "127.0.0.1", smtp);
        ServerSetup in = new ServerSetup(0, "127.0.0.1", imap);
        server = new GreenMail(new ServerSetup[] {out, in});
        server.start();
        user = server.setUser(ADDRESS, ADDRESS, PASSWORD);
    }

    /** Without TLS. */
    static Mailroom inClear() {
        return new Mailroom("smtp", "imap");
    }

    static Mailroom inTls() {
        return new Mailroom("smtps", "imaps");
    }

    /** The log-in of its mailbox, for any connector. */
    static ConnectorLogins logins() {
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

    int imapPort() {
        return server.getImap() != null ? server.getImap().getPort() : server.getImaps().getPort();
    }

    int smtpPort() {
        return server.getSmtp() != null ? server.getSmtp().getPort() : server.getSmtps().getPort();
    }

    void describe(DynamicPropertyRegistry registry, String host) {
        registry.add("SERAI_EMAIL_ADDRESS", () -> ADDRESS);
        registry.add("SERAI_EMAIL_IMAP_HOST", () -> host);
        registry.add("SERAI_EMAIL_SMTP_HOST", () -> host);
        registry.add("SERAI_EMAIL_IMAP_PORT", this::imapPort);
        registry.add("SERAI_EMAIL_SMTP_PORT", this::smtpPort);
        registry.add("SERAI_EMAIL_IMAP_PROTOCOL", () -> server.getImap() != null ? "imap" : "imaps");
        registry.add("SERAI_EMAIL_SMTP_PROTOCOL", () -> server.getSmtp() != null ? "smtp" : "smtps");
    }

    void password(String password) {
        user.setPassword(password);
    }

    /** Puts a message into the mailbox as it stands there. */
    void deliver(String message) {
        try {
            user.deliver(new MimeMessage(Session.getInstance(new Properties()),
                new ByteArrayInputStream(message.replaceAll("(?<!\r)\n", "\r\n").getBytes(StandardCharsets.UTF_8))));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A message in few words. */
    static String message(String id, String from, String subject, String text, String... headers) {
        return "From: " + from + "\nTo: help@example.com\nMessage-ID: <" + id + ">\nSubject: " + subject + "\n" + String.join("", java.util.Arrays.stream(headers)
            .map(header -> header + "\n").toList()) + "\n" + text + "\n";
    }

    void createFolder(String name) throws FolderException, AuthorizationException {
        server.getManagers().getImapHostManager().createMailbox(user, name);
    }

    void deleteFolder(String name) throws FolderException, AuthorizationException {
        server.getManagers().getImapHostManager().deleteMailbox(user, name);
    }

    List<StoredMessage> messages(String folder) {
        MailFolder found = server.getManagers().getImapHostManager().getFolder(user, folder);
        return found == null ? List.of() : found.getMessages();
    }

    /** What somebody else got. */
    List<MimeMessage> mailsTo(String address) {
        return server.findReceivedMessages(one -> address.equals(one.getEmail()), message -> true).toList();
    }

    static String header(MimeMessage message, String name) {
        try {
            return message.getHeader(name, null);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(MimeMessage message) {
        try {
            return message.getContent().toString();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void clear() throws FolderException {
        server.purgeEmailFromAllMailboxes();
    }

    @Override
    public void close() {
        server.stop();
    }
}
