package io.serai.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets forms with files in only where documents are uploaded, and there only with a log in by the header or a session: whoever asks such a
 * request for a parameter has its whole body written to the disk, and filters do that before anyone has logged in.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class FormGate extends OncePerRequestFilter {

    private static final String UPLOADS = "/api/v1/knowledge/documents";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        if (isForm(request) && !request.getRequestURI().equals(UPLOADS) && !request.getRequestURI().startsWith("/hooks/")) {
            response.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        chain.doFilter(request, response);
    }

    static boolean isForm(HttpServletRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }
}
