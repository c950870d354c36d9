package io.serai.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Which requests must carry the token against forged requests, and how it is read.
 *
 * <p>Every change needs it but those of programs that send a password with each call: no other site can make a browser send those without
 * the browser saying so in {@code Origin} or {@code Sec-Fetch-Site} (Fetch standard, "append a request Origin header"). Scripts send back
 * the cookie's value in {@code X-XSRF-TOKEN}, as Hawtio does; forms send the masked one they were given.
 */
class BrowserAwareCsrf extends CsrfTokenRequestAttributeHandler implements RequestMatcher {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final XorCsrfTokenRequestAttributeHandler masked = new XorCsrfTokenRequestAttributeHandler();

    @Override
    public boolean matches(HttpServletRequest request) {
        return !HARMLESS.contains(request.getMethod()) && !isProgramWithPassword(request);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
        masked.handle(request, response, token);
    }

    @Override
    public String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
        if (request.getHeader(token.getHeaderName()) == null && FormGate.isForm(request)) {
            return null; // as the interface wants it; to look for the token in the form is to read all of its files
        }
        return request.getHeader(token.getHeaderName()) == null ? masked.resolveCsrfTokenValue(request, token)
            : super.resolveCsrfTokenValue(request, token);
    }

    static boolean isBrowser(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.ORIGIN) != null || request.getHeader("Sec-Fetch-Site") != null;
    }

    private static boolean isProgramWithPassword(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6) && !isBrowser(request);
    }
}
