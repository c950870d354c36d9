package io.serai.connector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.component.hashicorp.vault.HashicorpVaultPropertiesFunction;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.vault.authentication.SimpleSessionManager;
import org.springframework.vault.authentication.TokenAuthentication;
import org.springframework.vault.client.RestTemplateBuilder;
import org.springframework.vault.client.VaultEndpoint;
import org.springframework.vault.core.VaultTemplate;
import org.springframework.vault.support.VaultResponse;
import org.springframework.web.client.RestClientResponseException;

/**
 * Reads secrets of HashiCorp Vault, engine KV version 2, by Camel's properties function over a client with our limits: 5 s a call, answers up
 * to 1 MiB, no redirects. Each secret is asked for once, and a Vault that cannot be reached not again.
 */
class Vault {

    static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int LIMIT = 1 << 20;
    private static final String ABSENT = "Vault has no such secret or field";

    private final HashicorpVaultPropertiesFunction function;
    private final String address;
    private String unreachable;

    /** @param namespace of Vault Enterprise, or blank */
    Vault(String scheme, String host, int port, String token, String namespace) {
        VaultEndpoint endpoint = VaultEndpoint.create(host, port);
        endpoint.setScheme(scheme);
        this.address = scheme + "://" + host + ":" + port;
        JdkClientHttpRequestFactory calls = new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1).build());
        calls.setReadTimeout(TIMEOUT);
        RestTemplateBuilder client = RestTemplateBuilder.builder().endpoint(endpoint).requestFactory(calls)
            .customizers(template -> template.getInterceptors().add((request, body, execution) -> whole(execution.execute(request, body))));
        if (!namespace.isBlank()) {
            client.defaultHeader("X-Vault-Namespace", namespace);
        }
        this.function = new HashicorpVaultPropertiesFunction(new OnceEach(client, token));
    }

    /**
     * @param property finds settings: {@code camel.vault.hashicorp.host}, {@code port} (8200), {@code scheme} (https), {@code token}, {@code namespace}
     * @return nothing if no host or no token is set
     * @throws IllegalArgumentException naming the setting, if one is wrong
     */
    static Optional<Vault> of(Function<String, Optional<String>> property) {
        Function<String, String> setting = name -> property.apply("camel.vault.hashicorp." + name).map(String::strip).orElse("");
        if (setting.apply("host").isEmpty() || setting.apply("token").isEmpty()) {
            return Optional.empty();
        }
        String scheme = setting.apply("scheme").isEmpty() ? "https" : setting.apply("scheme");
        String port = setting.apply("port").isEmpty() ? "8200" : setting.apply("port");
        if (!scheme.matches("https?")) {
            throw new IllegalArgumentException("camel.vault.hashicorp.scheme (SERAI_VAULT_SCHEME) must be https or http");
        }
        if (!setting.apply("host").matches("[A-Za-z0-9.:\\[\\]-]{1,253}") || !port.matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("camel.vault.hashicorp.host and port (SERAI_VAULT_HOST, SERAI_VAULT_PORT) must be a host's name and a number");
        }
        return Optional.of(new Vault(scheme, setting.apply("host"), Integer.parseInt(port), setting.apply("token"), setting.apply("namespace")));
    }

    /** @param reference {@code ENGINE:SECRET#FIELD}, or with a version {@code ENGINE:SECRET#FIELD@2} */
    synchronized String read(String reference) throws SecretUnreadableException {
        if (unreachable != null) {
            throw new SecretUnreadableException(unreachable);
        }
        String value;
        try {
            value = function.apply(reference);
        } catch (RuntimeException e) {
            throw new SecretUnreadableException(reason(e));
        }
        if (value == null || value.isBlank()) {
            throw new SecretUnreadableException(ABSENT);
        }
        return value.strip();
    }

    /** What others say of a failure may hold what they read, so that only its kind is told. */
    private String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientResponseException answer) {
                return switch (answer.getStatusCode().value()) {
                    case 403 -> "Vault refuses it (HTTP 403): the token is not valid any more, or may not read it";
                    case 503 -> "Vault is sealed or in maintenance (HTTP 503)";
                    default -> "Vault answers HTTP " + answer.getStatusCode().value();
                };
            }
            if (cause instanceof HttpTimeoutException) {
                unreachable = "Vault at " + address + " does not answer within " + TIMEOUT.toSeconds() + " s";
                return unreachable;
            }
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                unreachable = "Vault at " + address + " cannot be reached";
                return unreachable;
            }
            if (cause instanceof AbsentException) {
                return ABSENT;
            }
            if (cause instanceof RefusedAnswerException) {
                return cause.getMessage();
            }
        }
        return "what Vault answers cannot be read";
    }

    private static ClientHttpResponse whole(ClientHttpResponse response) throws IOException {
        if (response.getStatusCode().is3xxRedirection()) {
            throw new RefusedAnswerException("Vault answers HTTP " + response.getStatusCode().value() + ", a redirect, which is not followed: name the active node");
        }
        byte[] body = response.getBody().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw new RefusedAnswerException("Vault's answer is larger than " + LIMIT + " bytes");
        }
        return new Whole(response, body);
    }

    private static final class RefusedAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedAnswerException(String message) {
            super(message);
        }
    }

    /** Vault answered 404, for which Camel's function is not prepared. */
    private static final class AbsentException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Whole(ClientHttpResponse response, byte[] body) implements ClientHttpResponse {

        @Override
        public HttpStatusCode getStatusCode() throws IOException {
            return response.getStatusCode();
        }

        @Override
        public String getStatusText() throws IOException {
            return response.getStatusText();
        }

        @Override
        public HttpHeaders getHeaders() {
            return response.getHeaders();
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public void close() {
            response.close();
        }
    }

    /** Several fields of one secret cost one call. */
    private static final class OnceEach extends VaultTemplate {

        private final Map<String, Optional<VaultResponse>> answers = new ConcurrentHashMap<>();

        OnceEach(RestTemplateBuilder client, String token) {
            super(client, new SimpleSessionManager(new TokenAuthentication(token)));
        }

        @Override
        public VaultResponse read(String path) {
            return answers.computeIfAbsent(path, key -> Optional.ofNullable(super.read(key))).orElseThrow(AbsentException::new);
        }
    }
}
