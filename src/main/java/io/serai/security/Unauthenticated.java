package io.serai.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * What a caller without a valid log in gets: a browser that wants a page the log in page, all others 401 as problem details. Scripts in a
 * browser are not asked for a password by the {@code WWW-Authenticate} header: the browser would show its own box and remember what is typed.
 */
class Unauthenticated implements AuthenticationEntryPoint {

    private final LoginUrlAuthenticationEntryPoint loginPage = new LoginUrlAuthenticationEntryPoint(WebSecurity.LOGIN);
    private final HandlerExceptionResolver problems;

    Unauthenticated(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
        throws IOException, ServletException {
        if (wantsPage(request)) {
            loginPage.commence(request, response, e);
            return;
        }
        if (!BrowserAwareCsrf.isBrowser(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"serai\", charset=\"UTF-8\"");
        }
        problems.resolveException(request, response, null, e);
    }

    static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return "GET".equals(request.getMethod()) && request.getHeader(HttpHeaders.AUTHORIZATION) == null
            && accept != null && accept.contains(MediaType.TEXT_HTML_VALUE) && !"empty".equals(request.getHeader("Sec-Fetch-Dest"));
    }
}
