package io.serai.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.testing.HubTest;
import io.serai.testing.RawHttp;
import io.serai.testing.RawHttp.Answer;
import io.serai.testing.TestAdmin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@HubTest
class LoginTest {

    private static final String BASIC = RawHttp.basic(TestAdmin.NAME, TestAdmin.PASSWORD);
    private static final String PAGE = "Accept: text/html";

    @LocalServerPort
    int port;
    @Autowired
    JdbcClient jdbc;

    @Test
    void letsAProgramInByPasswordWithoutASession() {
        Answer answer = RawHttp.send(port, "GET", "/v3/api-docs", BASIC);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).doesNotContain("Set-Cookie");
        assertThat(answer.body()).contains("\"openapi\"", "\"name\":\"after\"", "application/problem+json")
            .doesNotContain("\"name\":\"page\"", "\"/login\"");
    }

    @Test
    void tellsAProgramHowToLogInAndABrowserWhere() {
        Answer program = RawHttp.send(port, "GET", "/api/v1/tickets");
        Answer browser = RawHttp.send(port, "GET", "/actuator/hawtio/index.html", PAGE);
        Answer script = RawHttp.send(port, "GET", "/api/v1/tickets", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Dest: empty", PAGE);

        assertThat(program.head()).startsWith("HTTP/1.1 401").contains("application/problem+json", "WWW-Authenticate: Basic");
        assertThat(program.body()).contains("\"detail\":\"Send a valid user name");
        assertThat(browser.head()).startsWith("HTTP/1.1 302").contains("/login");
        assertThat(script.head()).startsWith("HTTP/1.1 401").doesNotContain("WWW-Authenticate");
    }

    @Test
    void logsABrowserInByTheFormAndAsksItsChangesForTheToken() {
        Answer form = RawHttp.send(port, "GET", "/login", PAGE, "Sec-Fetch-Site: none");
        String token = cookie(form, "XSRF-TOKEN");
        String login = "username=admin&password=" + encode(TestAdmin.PASSWORD);

        Matcher hidden = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(form.body());
        assertThat(hidden.find()).as(form.body()).isTrue();

        Answer forged = post("/login", login, "Cookie: XSRF-TOKEN=" + token);
        Answer wrong = post("/login", "username=admin&password=x&_csrf=" + hidden.group(1), "Cookie: XSRF-TOKEN=" + token);
        Answer loggedIn = post("/login", login + "&_csrf=" + hidden.group(1), "Cookie: XSRF-TOKEN=" + token);
        String session = "Cookie: SERAI_SESSION=" + cookie(loggedIn, "SERAI_SESSION") + "; XSRF-TOKEN=" + token;

        assertThat(forged.status()).isEqualTo(403);
        assertThat(wrong.head()).startsWith("HTTP/1.1 302").contains("/login?error");
        assertThat(loggedIn.head()).startsWith("HTTP/1.1 302").contains("HttpOnly").contains("SameSite=Lax");
        assertThat(RawHttp.send(port, "GET", "/v3/api-docs", session).status()).isEqualTo(200);
        assertThat(post("/actuator/jolokia", "{\"type\":\"version\"}", session).status()).isEqualTo(403);
        assertThat(post("/actuator/jolokia", "{\"type\":\"version\"}", session, "X-XSRF-TOKEN: someone else's").status()).isEqualTo(403);
    }

    @Test
    void doesNotTakeAPasswordThatABrowserSendsForAnotherSite() {
        assertThat(post("/actuator/jolokia", "{\"type\":\"version\"}", BASIC).status()).isEqualTo(200);
        assertThat(post("/actuator/jolokia", "{\"type\":\"version\"}", BASIC, "Origin: https://evil.example").status()).isEqualTo(403);
        assertThat(post("/actuator/jolokia", "{\"type\":\"version\"}", BASIC, "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
    }

    @Test
    void givesBrowserPagesTheirHeaders() {
        assertThat(RawHttp.send(port, "GET", "/login", PAGE).head()).contains("X-Content-Type-Options: nosniff", "frame-ancestors 'none'",
            "Referrer-Policy: same-origin", "script-src 'self'").doesNotContain("Server:", "X-Powered-By");
        assertThat(RawHttp.send(port, "GET", "/actuator/hawtio/index.html", BASIC).head()).contains("frame-ancestors 'none'", "script-src 'self'");
    }

    @Test
    void keepsOnlyAHashOfThePassword() {
        assertThat(jdbc.sql("SELECT password_hash FROM account WHERE name = 'admin'").query(String.class).single()).startsWith("{bcrypt}$2a$");
        assertThat(jdbc.sql("SELECT count(*) FROM audit WHERE details::text LIKE ?").param("%" + TestAdmin.PASSWORD + "%").query(Integer.class)
            .single()).isZero();
    }

    private Answer post(String target, String body, String... headers) {
        StringBuilder request = new StringBuilder("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ")
            .append(body.length()).append("\r\nContent-Type: ").append(target.equals("/login") ? "application/x-www-form-urlencoded" : "application/json")
            .append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return RawHttp.send(port, request.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String cookie(Answer answer, String name) {
        Matcher matcher = Pattern.compile("Set-Cookie: " + name + "=([^;]+)").matcher(answer.head());
        assertThat(matcher.find()).as(answer.head()).isTrue();
        return matcher.group(1);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
