package io.serai.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses path parameters ({@code ;x}) before anything parses the path. Spring's firewall refuses them too, but stands behind a filter that
 * fails on them where a servlet of a library is mapped: the answer would be 500.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SpellingFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
        String path = request.getRequestURI();
        if (path.indexOf(';') >= 0 || path.toLowerCase(Locale.ROOT).contains("%3b")) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        chain.doFilter(request, response);
    }
}
