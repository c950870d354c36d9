package io.serai.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Gives tokens of Microsoft Entra ID for Azure OpenAI, fetched by the grant of client credentials
 * (learn.microsoft.com, "OAuth 2.0 client credentials flow on the Microsoft identity platform", first case) and kept until five minutes before
 * they expire. One caller fetches, the others wait for it. Safe for concurrent use.
 */
final class EntraToken implements Supplier<String> {

    private static final String SCOPE = "https://cognitiveservices.azure.com/.default";
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final int LONGEST = 64 * 1024;

    private final HttpClient http;
    private final LlmProperties.Entra entra;
    private final String secret;
    private final Duration timeout;
    private final Clock clock;
    private String token;
    private Instant renewAt = Instant.MIN;

    /** @param secret of the application, with its placeholder resolved */
    EntraToken(LlmProperties.Entra entra, String secret, Duration timeout, Clock clock) {
        this.http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(timeout).build();
        this.entra = entra;
        this.secret = secret;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** @throws TokenRefusedException if none is given; the provider then counts as failed */
    @Override
    public synchronized String get() {
        if (!clock.instant().isBefore(renewAt)) {
            JsonNode answer = fetch();
            String fetched = answer.path("access_token").asText();
            if (!fetched.matches("[\\x21-\\x7e]{1,16000}")) {
                throw new TokenRefusedException("the answer has no token", null);
            }
            token = fetched;
            renewAt = clock.instant().plusSeconds(Math.max(0, answer.path("expires_in").asLong())).minus(EARLY);
        }
        return token;
    }

    private JsonNode fetch() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(entra.authority().replaceAll("/+$", "") + "/" + entra.tenant() + "/oauth2/v2.0/token"))
            .timeout(timeout).header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form())).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200 || answer.body().length() > LONGEST) {
                throw new TokenRefusedException("status " + answer.statusCode(), null);
            }
            return StrictJson.parse(answer.body());
        } catch (IOException | UnusableAnswerException e) {
            throw new TokenRefusedException("no answer that can be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenRefusedException("interrupted", e);
        }
    }

    private String form() {
        return Map.of("grant_type", "client_credentials", "client_id", entra.clientId(), "client_secret", secret, "scope", SCOPE).entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    /** Entra gave no token; carries no word of what was sent. */
    static final class TokenRefusedException extends RuntimeException {
        TokenRefusedException(String what, Throwable cause) {
            super("no token from Entra: " + what, cause);
        }
    }
}
