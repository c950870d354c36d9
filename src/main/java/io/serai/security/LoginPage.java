package io.serai.security;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The pages with the forms to log in and out. Nothing of the request is shown on them. */
@RestController
class LoginPage {

    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

    private final String login = read("login");
    private final String logout = read("logout");

    @GetMapping(path = WebSecurity.LOGIN, produces = HTML)
    String login(HttpServletRequest request, CsrfToken token) {
        String message = "";
        if (request.getParameter("error") != null) {
            message = "<p role=\"alert\">User or password is wrong.</p>";
        } else if (request.getParameter("logout") != null) {
            message = "<p role=\"status\">You have logged out.</p>";
        }
        return withToken(login.replace("${message}", message), token);
    }

    @GetMapping(path = "/logout", produces = HTML)
    String logout(CsrfToken token) {
        return withToken(logout, token);
    }

    private static String withToken(String page, CsrfToken token) {
        return page.replace("${token}", HtmlUtils.htmlEscape(token.getToken()));
    }

    private static String read(String page) {
        try {
            return new ClassPathResource("web/" + page + ".html").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
