package io.serai.security;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps who may log in, and the hash of each one's password. */
@Component
class AccountStore {

    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The hash of an account's password, if there is such an account. */
    Optional<String> passwordHash(String name) {
        return jdbc.sql("SELECT password_hash FROM account WHERE name = ?").param(name).query(String.class).optional();
    }

    /** @return false if there is such an account already, which then stays as it is */
    boolean add(String name, String passwordHash) {
        return jdbc.sql("INSERT INTO account (name, password_hash) VALUES (?, ?) ON CONFLICT DO NOTHING").params(name, passwordHash).update() == 1;
    }

    void changePassword(String name, String passwordHash) {
        jdbc.sql("UPDATE account SET password_hash = ?, changed_at = clock_timestamp() WHERE name = ?").params(passwordHash, name).update();
    }
}
