package io.serai.connector;

import io.serai.network.AllowedNetworks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.net.URIAuthority;

/**
 * What each call to one connected system goes through, whichever client makes it: only to the authorities that the connector's file names, only
 * to addresses that may be called, not more often than the file says, with its credentials; and what its answers say of the rate limit.
 */
final class VendorGate {

    private final Set<String> authorities;
    private final AllowedNetworks networks;
    private final Throttle throttle;
    private final Auth auth;
    private final TokenSource tokens;
    private final ConnectorState state;
    private final Clock clock;
    private final Duration deadline;
    private final ScheduledExecutorService watchdog;

    /**
     * @param authorities as {@link #authority} writes them
     * @param throttle    or {@code null} for none
     * @param tokens      or {@code null} if the connector needs none
     * @param deadline    how long one call may take, its answer read
     * @param watchdog    cuts calls that are over it
     */
    VendorGate(Set<String> authorities, AllowedNetworks networks, Throttle throttle, Auth auth, TokenSource tokens, ConnectorState state, Clock clock,
               Duration deadline, ScheduledExecutorService watchdog) {
        this.authorities = Set.copyOf(authorities);
        this.networks = networks;
        this.throttle = throttle;
        this.auth = auth;
        this.tokens = tokens;
        this.state = state;
        this.clock = clock;
        this.deadline = deadline;
        this.watchdog = watchdog;
    }

    /** Scheme, host and port, the latter also where it is the scheme's own. */
    static String authority(String scheme, String host, int port) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return (scheme + "://" + bare + ":" + (port > 0 ? port : scheme.equalsIgnoreCase("https") ? 443 : 80)).toLowerCase(Locale.ROOT);
    }

    static String authority(URI uri) {
        try {
            URIAuthority authority = URIAuthority.create(uri.getRawAuthority());
            return authority(uri.getScheme(), authority.getHostName(), authority.getPort());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no address of a system: " + uri.getRawAuthority(), e);
        }
    }

    /** The addresses of a host. */
    InetAddress[] resolve(String host) throws UnknownHostException {
        return networks.resolve(host);
    }

    /**
     * Lets a call through as soon as its turn comes.
     *
     * @throws VendorCallException if it must not be made
     */
    void enter(String authority) throws IOException {
        if (!authorities.contains(authority)) {
            throw new VendorCallException.Refused(0, "a call to another system than the connector's file names is not made");
        }
        if (throttle != null) {
            try {
                throttle.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("stopped while it waited for its turn");
            }
        }
    }

    /** The headers to send; none if the connector needs none. */
    List<Proof> proofs() {
        return switch (auth.kind()) {
            case NONE -> List.of();
            case BASIC -> List.of(new Proof("Authorization", TokenSource.basic(auth.required("username"), auth.required("password"))));
            case API_KEY -> keys();
            case OAUTH2 -> List.of(new Proof("Authorization", prefix("Bearer ") + tokens.token()));
            case TOKEN_LOGIN -> List.of(new Proof("Authorization", prefix("") + tokens.token()));
        };
    }

    /** Some vendors have one key for the account and another for the application. */
    private List<Proof> keys() {
        Proof first = new Proof(auth.required("header"), prefix("") + auth.required("key"));
        return auth.value("secondHeader").map(second -> List.of(first, new Proof(second, auth.required("secondKey")))).orElse(List.of(first));
    }

    /** A prefix that ends in a letter is a scheme's name, which a blank follows (YAML drops it at the end of a plain value). */
    private String prefix(String otherwise) {
        return auth.value("prefix").map(prefix -> Character.isLetterOrDigit(prefix.charAt(prefix.length() - 1)) ? prefix + " " : prefix).orElse(otherwise);
    }

    /**
     * Takes note of an answer.
     *
     * @return true if the call is worth repeating once with a new proof: the token was refused
     */
    boolean answered(int status, Map<String, ?> headers, List<Proof> used) {
        RateLimits.rate(headers, clock.instant()).ifPresent(state::rateSeen);
        if (status != 401 || tokens == null || used.isEmpty()) {
            return false;
        }
        tokens.refused(used.get(0).value().substring(prefix(auth.kind() == Auth.Kind.OAUTH2 ? "Bearer " : "").length()));
        return true;
    }

    /** Has something done when a call that begins now must be over; harmless if it is. */
    ScheduledFuture<?> atDeadline(Runnable cut) {
        return watchdog.schedule(cut, deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    Duration deadline() {
        return deadline;
    }

    /** Tells that the system refused a token. */
    void refused(String token) {
        if (tokens != null) {
            tokens.refused(token);
        }
    }

    /** The current token, for protocols other than HTTP. */
    Optional<String> token() {
        return Optional.ofNullable(tokens).map(TokenSource::token);
    }
}
