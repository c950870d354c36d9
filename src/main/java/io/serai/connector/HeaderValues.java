package io.serai.connector;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.security.web.firewall.RequestRejectedException;

/** Reads headers of a request from outside. What the firewall lets nobody read, such as control characters, counts as not sent. */
final class HeaderValues {

    private HeaderValues() {
    }

    /** All values, as they came. */
    static List<String> all(HttpServletRequest request, String name) {
        try {
            return Collections.list(request.getHeaders(name));
        } catch (RequestRejectedException e) {
            return List.of();
        }
    }

    static Optional<String> first(HttpServletRequest request, String name) {
        return all(request, name).stream().findFirst();
    }
}
