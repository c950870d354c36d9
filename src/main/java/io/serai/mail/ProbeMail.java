package io.serai.mail;

import io.serai.connector.ConnectorLogins;
import io.serai.connector.ConnectorLogins.Login;
import io.serai.connector.ConnectorProbe;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Logs in to mailbox and mail server as the kamelets do, and looks whether the folders are there. */
@Component
class ProbeMail implements ConnectorProbe {

    private static final String SOURCE = "email-message-source";
    private static final String SINK = "email-reply-sink";
    private static final int TIMEOUT = 10_000;

    private final MailSessions sessions;
    private final ConnectorLogins logins;

    ProbeMail(MailSessions sessions, ConnectorLogins logins) {
        this.sessions = sessions;
        this.logins = logins;
    }

    @Override
    public boolean knows(String kamelet) {
        return kamelet.equals(SOURCE) || kamelet.equals(SINK);
    }

    @Override
    public List<Probe> probe(String connector, String kamelet, Map<String, String> parameters) {
        if (kamelet.equals(SOURCE)) {
            List<String> folders = new ArrayList<>(List.of(parameters.getOrDefault("folder", "INBOX")));
            if (parameters.getOrDefault("afterward", "keep").equals("move")) {
                folders.add(parameters.getOrDefault("moveTo", "Archive"));
            }
            return List.of(probe("may read the mailbox", () -> look(connector, parameters, "protocol", "host", "port", folders)));
        }
        List<String> copies = Arrays.stream(parameters.getOrDefault("copies", "INBOX").split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
        return List.of(probe("may send mails", () -> greet(connector, parameters)),
            probe("finds the folders with copies of sent mails", () -> look(connector, parameters, "imapProtocol", "imapHost", "imapPort", copies)));
    }

    private interface Try {
        void run() throws MessagingException;
    }

    private static Probe probe(String what, Try step) {
        try {
            step.run();
            return new Probe(what, Optional.empty());
        } catch (MailFailedException e) {
            return new Probe(what, Optional.of(e.getMessage()));
        } catch (MessagingException | IllegalStateException e) {
            return new Probe(what, Optional.of(MailFailures.failure("the mail server", e).getMessage()));
        }
    }

    private void look(String connector, Map<String, String> parameters, String protocol, String host, String port, List<String> folders) throws MessagingException {
        MailServer server = MailServer.of(connector, parameters.getOrDefault(protocol, "imaps") + "://" + parameters.get(host) + ":"
            + parameters.getOrDefault(port, "993"), TIMEOUT);
        try (Store mailbox = sessions.open(server)) {
            for (String name : folders) {
                Folder folder = mailbox.getFolder(name);
                if (!folder.exists()) {
                    throw new MailFailedException(server + ": there is no folder '" + name + "'");
                }
            }
        }
    }

    private void greet(String connector, Map<String, String> parameters) throws MessagingException {
        MailServer server = MailServer.of(connector, parameters.getOrDefault("smtpProtocol", "smtps") + "://" + parameters.get("smtpHost") + ":"
            + parameters.getOrDefault("smtpPort", "465"), TIMEOUT);
        sessions.mayCall(server);
        Login login = logins.login(connector);
        try (Transport transport = Session.getInstance(sessions.properties(server.protocol(), TIMEOUT, login.token())).getTransport(server.protocol())) {
            transport.connect(server.host(), server.port(), login.user(), login.secret());
        } catch (MessagingException e) {
            throw MailFailures.failure(server.toString(), e);
        }
    }
}
