package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.Timeout;

/** Asks a vendor's token endpoint, through a client that follows no redirect. Its messages hold neither what was sent nor what came. */
final class FetchToken {

    private static final int LIMIT = 64 << 10;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,16384}");
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,60}");
    private static final RequestConfig CONFIG = RequestConfig.custom().setResponseTimeout(Timeout.of(Duration.ofSeconds(15)))
        .setConnectionRequestTimeout(Timeout.of(Duration.ofSeconds(5))).build();

    private final CloseableHttpClient http;

    FetchToken(CloseableHttpClient http) {
        this.http = http;
    }

    /**
     * @param client the client's {@code Authorization} header, if it does not stand in the form
     * @return the answer, with an {@code access_token} that may stand in a header
     * @throws VendorCallException if there is no such answer
     */
    JsonNode oauth(String address, Map<String, String> form, Optional<String> client) {
        Answer answer = post(address, form, client);
        JsonNode body;
        try {
            body = ReadableJson.read(answer.body());
        } catch (ReadableJson.UnreadableException e) {
            throw refused(answer.status(), "the answer is " + e.getMessage());
        }
        String error = body.path("error").asText("");
        if (answer.status() / 100 != 2 || !TOKEN.matcher(body.path("access_token").asText("")).matches()) {
            throw refused(answer.status(), ERROR.matcher(error).matches() ? error : "no token in the answer");
        }
        return body;
    }

    /** @return the token that a log-in answers as plain text */
    String login(String address, Map<String, String> form) {
        Answer answer = post(address, form, Optional.empty());
        String token = new String(answer.body(), StandardCharsets.UTF_8).strip();
        if (answer.status() / 100 != 2 || !TOKEN.matcher(token).matches()) {
            throw refused(answer.status(), "no token in the answer");
        }
        return token;
    }

    private record Answer(int status, byte[] body) {
    }

    private Answer post(String address, Map<String, String> form, Optional<String> client) {
        HttpPost post = new HttpPost(URI.create(address));
        post.setConfig(CONFIG);
        post.setHeader("Accept", "application/json, text/plain");
        client.ifPresent(value -> post.setHeader("Authorization", value));
        List<NameValuePair> pairs = form.entrySet().stream().<NameValuePair>map(entry -> new BasicNameValuePair(entry.getKey(), entry.getValue())).toList();
        post.setEntity(new UrlEncodedFormEntity(pairs, StandardCharsets.UTF_8));
        try {
            return http.execute(post, FetchToken::read);
        } catch (IOException e) {
            throw new VendorCallException(0, null, "no token: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static Answer read(ClassicHttpResponse response) throws IOException {
        byte[] body = response.getEntity() == null ? new byte[0] : response.getEntity().getContent().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw new IOException("the answer of the token endpoint is larger than " + LIMIT + " bytes");
        }
        return new Answer(response.getCode(), body);
    }

    private static VendorCallException refused(int status, String why) {
        return new VendorCallException(status == 429 ? 429 : 0, null, "the token endpoint refuses, HTTP " + status + ": " + why);
    }
}
