package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The current token of a connector: fetched when it is first needed, kept until shortly before it expires, and fetched anew once it was refused.
 * One fetch at a time. OAuth 2 as RFC 6749 has it (4.3, 4.4 and 6); a log-in that answers a bare token as BMC's {@code /api/jwt/login} does.
 */
final class TokenSource {

    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final String LOGIN_LIFETIME = "3600";

    private final Auth auth;
    private final FetchToken fetch;
    private final Clock clock;
    private String token;
    private Instant renewAt = Instant.MAX;
    private String refreshToken;

    TokenSource(Auth auth, FetchToken fetch, Clock clock) {
        this.auth = auth;
        this.fetch = fetch;
        this.clock = clock;
        this.refreshToken = auth.value("refreshToken").orElse(null);
    }

    /** @throws VendorCallException if there is none to be had */
    synchronized String token() {
        if (token == null || !clock.instant().isBefore(renewAt)) {
            token = null;
            Instant asked = clock.instant();
            if (auth.kind() == Auth.Kind.OAUTH2) {
                takeGrant(fetch.oauth(auth.required("tokenUrl"), grant(), clientHeader()), asked);
            } else {
                Map<String, String> form = new LinkedHashMap<>();
                form.put("username", auth.required("username"));
                form.put("password", auth.required("password"));
                token = fetch.login(auth.required("loginUrl"), form);
                expires(asked, auth.value("lifetime").orElse(LOGIN_LIFETIME));
            }
        }
        return token;
    }

    /** Tells that the system refused a token; if it is still the current one, the next is fetched. */
    synchronized void refused(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    private Map<String, String> grant() {
        Map<String, String> form = new LinkedHashMap<>();
        switch (auth.required("grant")) {
            case "client-credentials" -> form.put("grant_type", "client_credentials");
            case "password" -> {
                form.put("grant_type", "password");
                form.put("username", auth.required("username"));
                form.put("password", auth.required("password"));
            }
            default -> {
                form.put("grant_type", "refresh_token");
                form.put("refresh_token", refreshToken);
            }
        }
        auth.value("scope").ifPresent(scope -> form.put("scope", scope));
        auth.value("audience").ifPresent(audience -> form.put("audience", audience));
        if (!inHeader()) {
            form.put("client_id", auth.required("clientId"));
            auth.value("clientSecret").ifPresent(secret -> form.put("client_secret", secret));
        }
        return form;
    }

    private boolean inHeader() {
        return auth.value("clientAuth").filter("basic"::equals).isPresent();
    }

    private Optional<String> clientHeader() {
        return inHeader() ? Optional.of(basic(auth.required("clientId"), auth.value("clientSecret").orElse(""))) : Optional.empty();
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private void takeGrant(JsonNode answer, Instant asked) {
        token = answer.path("access_token").asText();
        // a vendor that rotates refresh tokens gives the next one with each answer
        refreshToken = answer.path("refresh_token").asText(refreshToken);
        expires(asked, answer.path("expires_in").asText(""));
    }

    /** Without a lifetime the token serves until it is refused. */
    private void expires(Instant asked, String seconds) {
        if (!seconds.matches("[0-9]{1,9}")) {
            renewAt = Instant.MAX;
            return;
        }
        Duration life = Duration.ofSeconds(Long.parseLong(seconds));
        Duration margin = life.dividedBy(10).compareTo(MARGIN) < 0 ? life.dividedBy(10) : MARGIN;
        renewAt = asked.plus(life).minus(margin);
    }
}
