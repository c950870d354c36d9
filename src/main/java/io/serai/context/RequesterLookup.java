package io.serai.context;

import java.util.Objects;

/**
 * Whom a directory is to be asked about.
 *
 * @param connector the directory's connector, or {@code null} if none is to be asked
 * @param email     the requester's address in lower case, or {@code null} with no connector
 * @param known     what is known without asking, or {@code null} if the directory is to be asked
 */
public record RequesterLookup(String tenant, String connector, String email, RequesterContext known) {

    public RequesterLookup {
        Objects.requireNonNull(tenant, "tenant");
        if (known == null) {
            Objects.requireNonNull(connector, "connector");
            Objects.requireNonNull(email, "email");
        }
    }
}
