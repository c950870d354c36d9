package io.serai.remediation;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;

/**
 * How the HTTP client of one call behaves: one request a connection, no redirect, no repetition, no cookies, no compression; cut off when the
 * call's time is over, however slowly the endpoint trickles; answers of at most 1 MiB. The bearer token is put on the request here,
 * in the moment before it is sent, so that it stands in no route, no header of an exchange, no trace and no JMX attribute.
 */
class ActionClient implements HttpClientConfigurer {

    /** Longest answer, in bytes. */
    static final int ANSWER = 1 << 20;

    private static final Timeout CONNECT = Timeout.ofSeconds(2);

    private final Supplier<Optional<String>> token;
    private final Duration timeout;
    private final Predicate<String> permit;
    private final ScheduledExecutorService watch;

    /**
     * @param token  looked up at each call; absent: the endpoint takes calls without one
     * @param permit whether the call with this idempotency key may be sent now
     * @param watch  cuts calls off
     */
    ActionClient(Supplier<Optional<String>> token, Duration timeout, Predicate<String> permit, ScheduledExecutorService watch) {
        this.token = token;
        this.timeout = timeout;
        this.permit = permit;
        this.watch = watch;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        Timeout wait = Timeout.ofMilliseconds(timeout.toMillis());
        client.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setMaxConnTotal(100).setMaxConnPerRoute(100)
                .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(CONNECT).setSocketTimeout(wait).build()).build())
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(wait).setConnectionRequestTimeout(CONNECT).setRedirectsEnabled(false).build())
            .setConnectionReuseStrategy((request, response, context) -> false)
            .disableRedirectHandling().disableAutomaticRetries().disableCookieManagement().disableAuthCaching().disableContentCompression()
            .addExecInterceptorFirst("serai-limits", this::withinLimits)
            .addExecInterceptorLast("serai-permit", this::permitted);
    }

    private ClassicHttpResponse withinLimits(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException, HttpException {
        ScheduledFuture<?> cut = watch.schedule(scope.execRuntime::discardEndpoint, timeout.toMillis(), TimeUnit.MILLISECONDS);
        ClassicHttpResponse response;
        try {
            response = chain.proceed(request, scope);
        } catch (IOException | HttpException | RuntimeException e) {
            cut.cancel(false);
            throw e;
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            cut.cancel(false);
        } else {
            response.setEntity(new LimitedEntity(entity, ANSWER, () -> cut.cancel(false)));
        }
        return response;
    }

    /** Stands behind the connect: here the connection is open and nothing is sent. */
    private ClassicHttpResponse permitted(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException, HttpException {
        Header key = request.getFirstHeader("Idempotency-Key");
        if (!permit.test(key == null ? null : key.getValue())) {
            throw new IOException("the call was not sent: its time was over");
        }
        token.get().ifPresent(secret -> request.setHeader("Authorization", "Bearer " + secret));
        return chain.proceed(request, scope);
    }
}
