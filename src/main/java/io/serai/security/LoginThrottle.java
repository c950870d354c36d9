package io.serai.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failed log ins by address, over a sliding window. An IPv6 address counts as its /64, since whoever has one has them all. Only the
 * {@value #MOST} addresses seen last are known. Safe for concurrent use.
 */
class LoginThrottle {

    private static final int MOST = 10_000;
    private static final int PREFIX = 8;

    private final int allowed;
    private final Duration window;
    private final Clock clock;
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MOST;
        }
    };

    LoginThrottle(int allowed, Duration window, Clock clock) {
        this.allowed = allowed;
        this.window = window;
        this.clock = clock;
    }

    /** @return how long the address must wait before it may try again; zero if it may try now */
    synchronized Duration pauseOf(String address) {
        Deque<Instant> times = recent(address);
        return times == null || times.size() < allowed ? Duration.ZERO : Duration.between(clock.instant(), times.getFirst().plus(window));
    }

    /** @return true if this failure was the one too many, from which on the address must wait */
    synchronized boolean failed(String address) {
        recent(address);
        Deque<Instant> times = failures.computeIfAbsent(network(address), a -> new ArrayDeque<>());
        times.addLast(clock.instant());
        return times.size() == allowed;
    }

    private Deque<Instant> recent(String address) {
        String network = network(address);
        Deque<Instant> times = failures.get(network);
        Instant oldest = clock.instant().minus(window);
        while (times != null && !times.isEmpty() && !times.getFirst().isAfter(oldest)) {
            times.removeFirst();
        }
        if (times != null && times.isEmpty()) {
            failures.remove(network);
            return null;
        }
        return times;
    }

    /** The address is Tomcat's, always written in digits, so nothing is looked up. */
    private static String network(String address) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        try {
            InetAddress ip = InetAddress.getByName(address);
            if (!(ip instanceof Inet6Address)) {
                return ip.getHostAddress();
            }
            StringBuilder prefix = new StringBuilder();
            for (int i = 0; i < PREFIX; i++) {
                prefix.append(String.format("%02x", ip.getAddress()[i]));
            }
            return prefix.toString();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
