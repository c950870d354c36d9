package io.serai.openai;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * How the SDK reaches the network here: one deadline for the whole call, including the body, a limit on the answer's size, and no
 * redirects, so that a prompt and its key go only where the operator said. The SDK's own client has no such limits. Where tokens are used, each call
 * gets the one of now: the SDK would keep the first.
 */
final class BoundedHttpClient implements HttpClient {

    /** Set by the JDK's client itself. */
    private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "connection", "expect", "upgrade");

    private final java.net.http.HttpClient http;
    private final Duration deadline;
    private final int limit;
    private final Supplier<String> token;
    private final boolean streaming;

    /**
     * @param token     gives the bearer token of a call, or {@code null} where the SDK's header stands
     * @param streaming true to hand over bodies while they come, under the same limits; false once they are whole
     */
    BoundedHttpClient(Duration deadline, int limit, Supplier<String> token, boolean streaming) {
        if (deadline.isNegative() || deadline.isZero() || limit <= 0) {
            throw new IllegalArgumentException("requestTimeout and maxResponseSize must be above 0");
        }
        this.deadline = deadline;
        this.limit = limit;
        this.token = token;
        this.streaming = streaming;
        this.http = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
            .connectTimeout(deadline)
            .build();
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        long end = System.nanoTime() + deadline.toNanos();
        if (!streaming) {
            return answer(call(request, info -> new LimitedBody(limit)));
        }
        java.net.http.HttpResponse<InputStream> head = call(request, BodyHandlers.ofInputStream());
        return new Answer(head, new LimitedStream(head.body(), limit, Duration.ofNanos(end - System.nanoTime())));
    }

    private <T> java.net.http.HttpResponse<T> call(HttpRequest request, BodyHandler<T> handler) {
        long end = System.nanoTime() + deadline.toNanos();
        CompletableFuture<java.net.http.HttpResponse<T>> call = http.sendAsync(translate(request), handler);
        try {
            return call.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new OpenAIIoException("no whole answer", new HttpTimeoutException("no whole answer within " + deadline.toMillis() + " ms"));
        } catch (ExecutionException e) {
            throw new OpenAIIoException("the call failed", System.nanoTime() < end ? e.getCause() : late(e.getCause()));
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new OpenAIIoException("the call was interrupted", e);
        }
    }

    /** The JDK's client cuts the connection at the deadline, and now and then tells of the cut. */
    private IOException late(Throwable cause) {
        HttpTimeoutException timeout = cause instanceof HttpTimeoutException told ? told
            : new HttpTimeoutException("no whole answer within " + deadline.toMillis() + " ms");
        if (timeout != cause) {
            timeout.addSuppressed(cause);
        }
        return timeout;
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        return http.sendAsync(translate(request), info -> new LimitedBody(limit)).thenApply(BoundedHttpClient::answer)
            .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        // The JDK's client of Java 17 cannot be closed; its threads end once it is unreachable.
    }

    private java.net.http.HttpRequest translate(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(address(request)).timeout(deadline);
        Headers headers = request.headers();
        headers.names().stream().filter(name -> !OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)))
            .forEach(name -> headers.values(name).forEach(value -> builder.header(name, value)));
        if (token != null) {
            builder.setHeader("Authorization", "Bearer " + token.get());
        }
        HttpRequestBody body = request.body();
        BodyPublisher publisher = BodyPublishers.noBody();
        if (body != null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            body.writeTo(bytes);
            publisher = BodyPublishers.ofByteArray(bytes.toByteArray());
            if (body.contentType() != null && headers.values("Content-Type").isEmpty()) {
                builder.header("Content-Type", body.contentType());
            }
        }
        return builder.method(request.method().name(), publisher).build();
    }

    static URI address(HttpRequest request) {
        StringBuilder url = new StringBuilder(request.baseUrl());
        for (String segment : request.pathSegments()) {
            if (url.charAt(url.length() - 1) != '/') {
                url.append('/');
            }
            url.append(encode(segment));
        }
        char separator = '?';
        for (String name : request.queryParams().keys()) {
            for (String value : request.queryParams().values(name)) {
                url.append(separator).append(encode(name)).append('=').append(encode(value));
                separator = '&';
            }
        }
        return URI.create(url.toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static HttpResponse answer(java.net.http.HttpResponse<byte[]> response) {
        return new Answer(response, new ByteArrayInputStream(response.body()));
    }

    private static final class Answer implements HttpResponse {
        private final java.net.http.HttpResponse<?> response;
        private final InputStream body;
        private final Headers headers;

        private Answer(java.net.http.HttpResponse<?> response, InputStream body) {
            this.response = response;
            this.body = body;
            Headers.Builder builder = Headers.builder();
            response.headers().map().forEach(builder::put);
            this.headers = builder.build();
        }

        @Override
        public int statusCode() {
            return response.statusCode();
        }

        @Override
        public Headers headers() {
            return headers;
        }

        @Override
        public InputStream body() {
            return body;
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
