package io.serai.mail;

import io.serai.connector.ConnectorLogins;
import io.serai.connector.ConnectorLogins.Login;
import io.serai.network.AllowedNetworks;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Properties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/**
 * Opens mailboxes, and says how mail servers are to be spoken to: TLS with a certificate for the host's name, timeouts on everything, and only
 * the one way to log in that the connector's credentials are for.
 */
@Component
class MailSessions {

    private static final int FETCH = 65_536;

    private final ConnectorLogins logins;
    private final AllowedNetworks networks;
    private final MailSettings settings;
    private final SslBundles bundles;

    MailSessions(ConnectorLogins logins, AllowedNetworks networks, MailSettings settings, SslBundles bundles) {
        this.logins = logins;
        this.networks = networks;
        this.settings = settings;
        this.bundles = bundles;
    }

    /**
     * Logs in to a mailbox. A token that is refused is renewed, once.
     *
     * @throws MailFailedException if the server cannot be reached or refuses the log-in
     */
    Store open(MailServer server) {
        mayCall(server);
        Login login = logins.login(server.connector());
        try {
            return connect(server, login);
        } catch (AuthenticationFailedException e) {
            logins.refused(server.connector(), login);
            if (login.token()) {
                try {
                    return connect(server, logins.login(server.connector()));
                } catch (MessagingException again) {
                    throw MailFailures.failure(server.toString(), again);
                }
            }
            throw MailFailures.failure(server.toString(), e);
        } catch (MessagingException e) {
            throw MailFailures.failure(server.toString(), e);
        }
    }

    private Store connect(MailServer server, Login login) throws MessagingException {
        Store store = Session.getInstance(properties(server.protocol(), server.timeout(), login.token())).getStore(server.protocol());
        try {
            store.connect(server.host(), server.port(), login.user(), login.secret());
            return store;
        } catch (MessagingException e) {
            store.close();
            throw e;
        }
    }

    /** @throws MailFailedException if the host has an address that must not be called, or would be called without TLS over a network */
    void mayCall(MailServer server) {
        try {
            InetAddress[] addresses = networks.resolve(server.host());
            if (!server.protocol().endsWith("s") && !settings.starttls() && !Arrays.stream(addresses).allMatch(InetAddress::isLoopbackAddress)) {
                throw new MailFailedException.Refused(server + ": without TLS only this machine may be called; set SERAI_MAIL_STARTTLS=true");
            }
        } catch (UnknownHostException e) {
            throw new MailFailedException(server + ": " + (e.getClass() == UnknownHostException.class ? "the host is not known" : e.getMessage()));
        }
    }

    /** @param timeout in milliseconds */
    Properties properties(String protocol, int timeout, boolean token) {
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        String milliseconds = Integer.toString(timeout);
        properties.setProperty(prefix + "connectiontimeout", milliseconds);
        properties.setProperty(prefix + "timeout", milliseconds);
        properties.setProperty(prefix + "writetimeout", milliseconds);
        properties.setProperty(prefix + "auth", "true");
        properties.setProperty(prefix + "auth.mechanisms", token ? "XOAUTH2" : "PLAIN LOGIN");
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (!protocol.endsWith("s")) {
            properties.setProperty(prefix + "starttls.enable", Boolean.toString(settings.starttls()));
            properties.setProperty(prefix + "starttls.required", Boolean.toString(settings.starttls()));
        }
        if (!settings.sslBundle().isBlank()) {
            properties.put(prefix + "ssl.socketFactory", bundles.getBundle(settings.sslBundle()).createSslContext().getSocketFactory());
            // or it would be tried again with what the JVM trusts
            properties.setProperty(prefix + "socketFactory.fallback", "false");
        }
        properties.setProperty(prefix + "peek", "true");
        properties.setProperty(prefix + "fetchsize", Integer.toString(FETCH));
        properties.setProperty("mail.mime.allowutf8", "true");
        properties.setProperty("mail.mime.address.strict", "false");
        return properties;
    }

    /** For messages that come from a file. */
    static Session offline() {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        properties.setProperty("mail.mime.address.strict", "false");
        return Session.getInstance(properties);
    }
}
