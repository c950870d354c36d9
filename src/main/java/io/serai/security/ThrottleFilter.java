package io.serai.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Refuses, before any password is looked at, a log in from an address with too many failed ones. */
class ThrottleFilter extends OncePerRequestFilter {

    private final LoginThrottle throttle;
    private final HandlerExceptionResolver problems;

    ThrottleFilter(LoginThrottle throttle, HandlerExceptionResolver problems) {
        this.throttle = throttle;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
        Duration pause = bringsCredentials(request) ? throttle.pauseOf(request.getRemoteAddr()) : Duration.ZERO;
        if (pause.isZero()) {
            chain.doFilter(request, response);
            return;
        }
        ErrorResponseException refusal = new ErrorResponseException(HttpStatus.TOO_MANY_REQUESTS);
        refusal.setDetail("Too many failed log ins from this address. Wait as long as the header Retry-After says.");
        refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(pause.toSeconds() + 1));
        problems.resolveException(request, response, null, refusal);
    }

    private static boolean bringsCredentials(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
            || "POST".equals(request.getMethod()) && WebSecurity.LOGIN.equals(request.getServletPath());
    }
}
