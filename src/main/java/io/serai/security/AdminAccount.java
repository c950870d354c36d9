package io.serai.security;

import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Sees to it, before the first request, that {@value #NAME} can log in. */
@Component
class AdminAccount implements SmartInitializingSingleton {

    static final String NAME = "admin";
    private static final Logger LOG = LoggerFactory.getLogger(AdminAccount.class);
    /** What bcrypt reads of a password, in bytes; it would silently ignore the rest. */
    private static final int LONGEST = 72;
    private static final int SHORTEST_WISE = 12;
    private static final int GENERATED_BYTES = 18;

    private final AccountStore accounts;
    private final PasswordEncoder encoder;
    private final AuditTrail audit;
    private final String chosen;

    AdminAccount(AccountStore accounts, PasswordEncoder encoder, AuditTrail audit, @Value("${SERAI_ADMIN_PASSWORD:}") String chosen) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.audit = audit;
        this.chosen = chosen;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (chosen.isBlank()) {
            generateOnFirstStart();
        } else {
            setChosen();
        }
    }

    private void generateOnFirstStart() {
        if (accounts.passwordHash(NAME).isPresent()) {
            return;
        }
        byte[] random = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        if (accounts.add(NAME, encoder.encode(password))) {
            audit.record(AuditEntry.byHub("account-added", null, Map.of("account", NAME)));
            LOG.info("user {} has the password {} (shown only this once; SERAI_ADMIN_PASSWORD sets another at the next start)", NAME, password);
        }
    }

    private void setChosen() {
        if (chosen.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new IllegalStateException("SERAI_ADMIN_PASSWORD is longer than " + LONGEST + " bytes");
        }
        if (chosen.length() < SHORTEST_WISE) {
            LOG.warn("SERAI_ADMIN_PASSWORD is shorter than {} characters: choose a longer one", SHORTEST_WISE);
        }
        Optional<String> known = accounts.passwordHash(NAME);
        if (known.isPresent() && encoder.matches(chosen, known.get())) {
            return;
        }
        String hash = encoder.encode(chosen);
        if (!accounts.add(NAME, hash)) {
            accounts.changePassword(NAME, hash);
        }
        audit.record(AuditEntry.byHub(known.isPresent() ? "account-password-changed" : "account-added", null, Map.of("account", NAME)));
    }
}
