package io.serai.connector;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.serai.connector.Connector.Step;
import io.serai.network.AllowedNetworks;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.springframework.stereotype.Component;

/** The client of each connector that is on; kamelets name theirs {@code #vendorClient-{{connector}}}. */
@Component
class VendorClients {

    private final AllowedNetworks networks;
    private final ConnectorStates states;
    private final PollProperties properties;
    private final References references;
    private final Clock clock;
    private final Map<String, VendorClient> clients = new ConcurrentHashMap<>();
    private final Map<String, VendorGate> gates = new ConcurrentHashMap<>();
    private final PoolingHttpClientConnectionManager tokenConnections;
    private final FetchToken fetchToken;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "vendor-call-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    VendorClients(AllowedNetworks networks, ConnectorStates states, PollProperties properties, References references, Clock clock) {
        this.networks = networks;
        this.states = states;
        this.properties = properties;
        this.references = references;
        this.clock = clock;
        this.tokenConnections = VendorClient.connections(networks::resolve);
        CloseableHttpClient tokens = VendorClient.tame(HttpClients.custom()).setConnectionManager(tokenConnections).build();
        this.fetchToken = new FetchToken(tokens);
    }

    VendorClient client(Connector connector) {
        return clients.computeIfAbsent(connector.name(), name -> new VendorClient(gate(connector)));
    }

    /** A client that calls one system which is nobody's connector, and no other. */
    VendorClient client(URI system, Auth auth) {
        ConnectorState state = new ConnectorState(CircuitBreaker.ofDefaults(system.getHost()), properties.rateLimitPause(), properties.silenceGrace(), clock);
        return clients.computeIfAbsent(VendorGate.authority(system), name -> new VendorClient(
            new VendorGate(Set.of(name), networks, null, auth, null, state, clock, properties.callDeadline(), watchdog)));
    }

    VendorGate gate(Connector connector) {
        return gates.computeIfAbsent(connector.name(), name -> {
            Auth auth = connector.access().auth();
            Limits limits = connector.access().limits();
            Throttle throttle = limits == null ? null : new Throttle(limits.calls(), limits.per(), System::nanoTime);
            TokenSource tokens = auth.tokenAddress().map(address -> new TokenSource(auth, fetchToken, clock)).orElse(null);
            return new VendorGate(authorities(connector), networks, throttle, auth, tokens, states.of(name), clock,
                properties.callDeadline(), watchdog);
        });
    }

    /** The systems that the connector's file names: those of its parameters that are addresses. */
    private Set<String> authorities(Connector connector) {
        Set<String> authorities = new LinkedHashSet<>();
        for (Step step : connector.steps()) {
            for (String value : step.parameters().values()) {
                String address = Placeholders.resolve(value, references::find);
                if (ReadAuth.URL.matcher(address).matches()) {
                    authorities.add(VendorGate.authority(URI.create(address)));
                }
            }
        }
        return authorities;
    }

    @PreDestroy
    void close() {
        watchdog.shutdownNow();
        clients.values().forEach(VendorClient::close);
        tokenConnections.close();
    }
}
