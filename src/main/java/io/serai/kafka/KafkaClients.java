package io.serai.kafka;

import io.serai.connector.ConnectorBeans;
import io.serai.connector.ConnectorLogins;
import io.serai.connector.ConnectorLogins.Login;
import io.serai.connector.FeedFaults;
import io.serai.network.AddressRefusedException;
import io.serai.network.AllowedNetworks;
import java.net.UnknownHostException;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.spi.Registry;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.SaslConfigs;
import org.springframework.stereotype.Component;

/**
 * Makes a connector's Kafka clients: with the credentials of {@code auth:} in its file, which so stand in no endpoint's address, and only for brokers
 * that the hub may call. Kamelets name it {@code #kafkaClient-<connector>}.
 */
@Component
class KafkaClients implements ConnectorBeans {

    private final ConnectorLogins logins;
    private final FeedFaults faults;
    private final AllowedNetworks networks;

    KafkaClients(ConnectorLogins logins, FeedFaults faults, AllowedNetworks networks) {
        this.logins = logins;
        this.faults = faults;
        this.networks = networks;
    }

    @Override
    public void bind(Registry registry, String connector) {
        registry.bind("kafkaClient-" + connector, new Clients(connector));
    }

    private final class Clients implements KafkaClientFactory {
        private final String connector;

        Clients(String connector) {
            this.connector = connector;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Producer getProducer(Properties properties) {
            return new KafkaProducer<>(secured(properties));
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Consumer getConsumer(Properties properties) {
            Properties secured = secured(properties);
            Runnable refused = () -> faults.refused(connector, "the credentials are wrong or expired, a broker refused the log-in");
            secured.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, RefusedLogins.class.getName());
            secured.put(RefusedLogins.TELL, refused);
            return new KafkaConsumer<>(secured);
        }

        @Override
        public String getBrokers(KafkaConfiguration configuration) {
            return configuration.getBrokers();
        }

        /** @throws AddressRefusedException if one of the brokers stands for an address that must not be called */
        private Properties secured(Properties properties) {
            for (String broker : properties.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG).split(",")) {
                check(broker.strip().replaceFirst(":[0-9]{1,5}$", "").replaceAll("^\\[|]$", ""));
            }
            Properties secured = new Properties();
            secured.putAll(properties);
            if (properties.getProperty(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "").startsWith("SASL")) {
                secured.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(properties.getProperty(SaslConfigs.SASL_MECHANISM, "")));
            }
            return secured;
        }

        private String jaas(String mechanism) {
            if (logins.usesTokens(connector)) {
                throw new IllegalStateException("connector " + connector + ": securityProtocol is SASL, so auth has to be basic");
            }
            Login login = logins.login(connector);
            return "org.apache.kafka.common.security." + (mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule")
                + " required username=" + quoted(login.user()) + " password=" + quoted(login.secret()) + ";";
        }

        private void check(String host) {
            try {
                networks.resolve(host);
            } catch (UnknownHostException e) {
                throw new IllegalStateException("connector " + connector + ": the broker's host " + host + " has no address", e);
            }
        }
    }

    /** As JAAS has it (javax.security.auth.login.Configuration): within double quotes a quote and a backslash stand behind a backslash. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
