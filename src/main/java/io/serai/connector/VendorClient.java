package io.serai.connector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of one connector's kamelets: a call is one request, which goes through the connector's gate. The client's own habits are off, since
 * it repeats what was answered 429 or 503, follows redirects with the credentials, and keeps cookies. A call has a deadline in all, the reading of
 * its answer included.
 */
final class VendorClient implements HttpClientConfigurer, AutoCloseable {

    private static final Timeout CONNECT = Timeout.of(Duration.ofSeconds(5));
    private static final Timeout SILENCE = Timeout.of(Duration.ofSeconds(30));
    private static final int CONNECTIONS = 20;

    private final VendorGate gate;
    private final PoolingHttpClientConnectionManager connections;

    VendorClient(VendorGate gate) {
        this.gate = gate;
        this.connections = connections(gate::resolve);
    }

    /** Resolves a host, or refuses it. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    static PoolingHttpClientConnectionManager connections(Resolver resolver) {
        return PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(new Checked(resolver)).setMaxConnTotal(CONNECTIONS)
            .setMaxConnPerRoute(CONNECTIONS)
            .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(CONNECT).setSocketTimeout(SILENCE).build()).build();
    }

    static HttpClientBuilder tame(HttpClientBuilder client) {
        return client.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement().disableAuthCaching();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        tame(client).setConnectionManager(connections).setConnectionManagerShared(true).addExecInterceptorFirst("serai-gate", (ExecChainHandler) this::call);
    }

    private ClassicHttpResponse call(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException, HttpException {
        gate.enter(VendorGate.authority(request.getScheme(), request.getAuthority().getHostName(), request.getAuthority().getPort()));
        List<Proof> proofs = gate.proofs();
        AtomicBoolean cut = new AtomicBoolean();
        // a call that has ended before does not mind
        ScheduledFuture<?> end = gate.atDeadline(() -> cut(scope, cut));
        boolean answered = false;
        try {
            ClassicHttpResponse answer = once(request, scope, chain, proofs);
            if (gate.answered(answer.getCode(), headers(answer), proofs) && (request.getEntity() == null || request.getEntity().isRepeatable())) {
                answer.close();
                List<Proof> next = gate.proofs();
                answer = once(request, scope, chain, next);
                gate.answered(answer.getCode(), headers(answer), next);
            }
            answered = true;
            return answer;
        } catch (IOException e) {
            if (cut.get()) {
                throw new VendorCallException(0, null, "there was no answer within " + gate.deadline().toSeconds() + " s");
            }
            throw e;
        } finally {
            if (!answered) {
                end.cancel(false);
            }
        }
    }

    private static ClassicHttpResponse once(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, List<Proof> proofs)
            throws IOException, HttpException {
        // a copy: the client adds headers of its own to what it sends, which must not be there when it is sent again
        ClassicHttpRequest attempt = ClassicRequestBuilder.copy(request).build();
        proofs.forEach(one -> attempt.setHeader(one.header(), one.value()));
        return chain.proceed(attempt, scope);
    }

    private static void cut(ExecChain.Scope scope, AtomicBoolean cut) {
        cut.set(true);
        if (scope.originalRequest instanceof Cancellable call) {
            call.cancel();
        }
    }

    private static Map<String, Object> headers(ClassicHttpResponse answer) {
        Map<String, Object> headers = new HashMap<>();
        for (Header header : answer.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue());
        }
        return headers;
    }

    @Override
    public void close() {
        connections.close();
    }

    private record Checked(Resolver resolver) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return resolver.resolve(host);
        }

        @Override
        public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
            return Arrays.stream(resolve(host)).map(address -> new InetSocketAddress(address, port)).toList();
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            resolve(host);
            return host;
        }
    }
}
