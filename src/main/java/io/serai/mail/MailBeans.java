package io.serai.mail;

import io.serai.connector.ConnectorBeans;
import io.serai.connector.ConnectorLogins;
import io.serai.connector.ConnectorLogins.Login;
import jakarta.mail.PasswordAuthentication;
import java.util.Properties;
import org.apache.camel.component.mail.MailAuthenticator;
import org.apache.camel.spi.Registry;
import org.springframework.stereotype.Component;

/**
 * What a kamelet that sends mails for a connector refers to: {@code #mailLogin-<connector>}, which logs in with what is current then, and
 * {@code #mailProperties-<connector>}, how SMTP is spoken.
 */
@Component
class MailBeans implements ConnectorBeans {

    private static final int WRITE_TIMEOUT = 20_000;

    private final ConnectorLogins logins;
    private final MailSessions sessions;

    MailBeans(ConnectorLogins logins, MailSessions sessions) {
        this.logins = logins;
        this.sessions = sessions;
    }

    @Override
    public void bind(Registry registry, String connector) {
        registry.bind("mailLogin-" + connector, new CurrentLogin(connector));
        Properties properties = new Properties();
        for (String protocol : new String[] {"smtp", "smtps"}) {
            Properties one = sessions.properties(protocol, WRITE_TIMEOUT, logins.usesTokens(connector));
            // how long connecting and reading may take says the kamelet
            one.remove("mail." + protocol + ".connectiontimeout");
            one.remove("mail." + protocol + ".timeout");
            properties.putAll(one);
        }
        registry.bind("mailProperties-" + connector, properties);
    }

    private final class CurrentLogin extends MailAuthenticator {
        private final String connector;

        CurrentLogin(String connector) {
            this.connector = connector;
        }

        @Override
        public PasswordAuthentication getPasswordAuthentication() {
            Login login = logins.login(connector);
            return new PasswordAuthentication(login.user(), login.secret());
        }
    }
}
