package io.serai.mail;

import io.serai.connector.ConnectorLogins;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.springframework.stereotype.Component;

/**
 * A Camel policy around the step that sends a mail: a token that the server refuses is renewed once and the step done again, which is safe,
 * since nothing is sent before the log-in; what fails is put into words, and what the server refuses for good is not tried again.
 */
@Component("guardMailing")
class GuardMailing implements Policy {

    private final ConnectorLogins logins;

    GuardMailing(ConnectorLogins logins) {
        this.logins = logins;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // nothing to prepare
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> {
            MailServer server = MailServer.of(exchange.getVariable("connector", String.class), exchange.getVariable("server", String.class), 0);
            ConnectorLogins.Login login = logins.login(server.connector());
            run(steps, exchange);
            if (exchange.getException() != null && MailFailures.isLogin(exchange.getException())) {
                logins.refused(server.connector(), login);
                if (login.token()) {
                    exchange.setException(null);
                    run(steps, exchange);
                }
            }
            if (exchange.getException() != null) {
                exchange.setException(MailFailures.failure(server.toString(), exchange.getException()));
            }
        };
    }

    private static void run(Processor steps, Exchange exchange) {
        try {
            steps.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }
}
