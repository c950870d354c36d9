package io.serai.security;

import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Writes log ins into the audit trail, and tells the throttle of the failed ones. */
@Component
class LoginWatch {

    private static final String SOMEBODY = "somebody";
    private static final String ADDRESS = "address";

    private final LoginThrottle throttle;
    private final AccountStore accounts;
    private final AuditTrail audit;

    LoginWatch(LoginThrottle throttle, AccountStore accounts, AuditTrail audit) {
        this.throttle = throttle;
        this.accounts = accounts;
        this.audit = audit;
    }

    /** An unknown name is not kept: people type passwords into the field for the name. */
    @EventListener
    void failed(AuthenticationFailureBadCredentialsEvent event) {
        String address = address(event.getAuthentication());
        String name = event.getAuthentication().getName();
        boolean wasLast = throttle.failed(address);
        String actor = accounts.passwordHash(name).isPresent() ? name : SOMEBODY;
        audit.record(new AuditEntry(actor, wasLast ? "login-throttled" : "login-failed", null, Map.of(ADDRESS, address)));
    }

    @EventListener
    void succeeded(InteractiveAuthenticationSuccessEvent event) {
        audit.record(new AuditEntry(event.getAuthentication().getName(), "login-succeeded", null,
            Map.of(ADDRESS, address(event.getAuthentication()))));
    }

    private static String address(Authentication authentication) {
        return authentication.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "unknown";
    }
}
