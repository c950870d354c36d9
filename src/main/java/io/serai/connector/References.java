package io.serai.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds what the placeholders of connector files stand for: a variable ({@code NAME}), a file ({@code file:PATH}), a secret of a vault
 * ({@code hashicorp:ENGINE:SECRET#FIELD}). A file and a secret are read once, and what came of it is kept: for new ones the hub is started anew.
 * Safe for concurrent use.
 */
final class References {

    static final String FILE = "file:";
    static final String VAULT = "hashicorp:";

    /** Largest file that is read, in bytes. */
    static final int LIMIT = 64 << 10;

    private final Path home;
    private final Function<String, Optional<String>> environment;
    private final Optional<Vault> vault;
    private final Map<String, Outcome> read = new ConcurrentHashMap<>();

    /** One of both is {@code null}. */
    private record Outcome(String value, String fault) {

        /** It stays out of logs, whoever prints it. */
        @Override
        public String toString() {
            return fault == null ? "Outcome[read]" : fault;
        }
    }

    /**
     * @param home        what relative paths of files begin at
     * @param environment finds the value of an environment variable or property; blank counts as absent
     * @param vault       nothing where none is set up
     */
    References(Path home, Function<String, Optional<String>> environment, Optional<Vault> vault) {
        this.home = home;
        this.environment = environment;
        this.vault = vault;
    }

    /** Its value, if it is set or can be read. */
    Optional<String> find(String reference) {
        return isRead(reference) ? Optional.ofNullable(outcome(reference).value()) : environment.apply(reference);
    }

    /** Why a file or a secret of a vault cannot be read; nothing if it can, or is a variable. */
    Optional<String> fault(String reference) {
        return isRead(reference) ? Optional.ofNullable(outcome(reference).fault()) : Optional.empty();
    }

    private static boolean isRead(String reference) {
        return reference.startsWith(FILE) || reference.startsWith(VAULT);
    }

    private Outcome outcome(String reference) {
        return read.computeIfAbsent(reference, key -> {
            try {
                return new Outcome(key.startsWith(FILE) ? file(key.substring(FILE.length())) : secret(key.substring(VAULT.length())), null);
            } catch (SecretUnreadableException e) {
                return new Outcome(null, e.getMessage());
            }
        });
    }

    private String secret(String reference) throws SecretUnreadableException {
        if (vault.isEmpty()) {
            throw new SecretUnreadableException("no Vault is set up: set SERAI_VAULT_HOST and SERAI_VAULT_TOKEN");
        }
        return vault.get().read(reference);
    }

    private String file(String path) throws SecretUnreadableException {
        try {
            Path file = home.resolve(path);
            if (Files.isDirectory(file)) {
                throw new SecretUnreadableException("it is a folder");
            }
            byte[] bytes;
            try (var in = Files.newInputStream(file)) {
                bytes = in.readNBytes(LIMIT + 1);
            }
            if (bytes.length > LIMIT) {
                throw new SecretUnreadableException("it is larger than " + LIMIT + " bytes");
            }
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                throw new SecretUnreadableException("it is empty");
            }
            return text;
        } catch (NoSuchFileException e) {
            throw new SecretUnreadableException("there is no such file");
        } catch (AccessDeniedException e) {
            throw new SecretUnreadableException("the hub may not read it");
        } catch (IOException e) {
            throw new SecretUnreadableException("it cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
