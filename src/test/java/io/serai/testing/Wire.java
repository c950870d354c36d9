package io.serai.testing;

import io.serai.simulator.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wire to a server of this machine that speaks anything but HTTP, as which it is reached on a port of its own. What goes wrong on it goes wrong with
 * what the server says: after everything a client says, or only after some of it.
 */
public final class Wire implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    /** 2^64 divided by the golden ratio: its multiples are spread evenly and without a period. */
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final int HEARD = 400;

    private final ServerSocket entrance;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong words = new AtomicLong();
    private final String refusal;
    private volatile int server;
    private volatile Trouble trouble = Trouble.NONE;
    private volatile int every;
    private volatile Predicate<String> when = said -> false;
    private volatile Runnable happening = () -> { };

    /** @param left how often it goes wrong; counted down */
    private record Trouble(Fault fault, Predicate<String> where, AtomicInteger left) {

        static final Trouble NONE = new Trouble(null, said -> false, new AtomicInteger());
    }

    /** @param refusal what a server says in this protocol that cannot do now what it was asked */
    public Wire(String refusal) {
        this.refusal = refusal;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::answer);
    }

    /** The port on which the server is reached over this wire. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Nobody answers before it is told. */
    public void to(int port) {
        server = port;
    }

    /** What the server says after such words of a client goes wrong like this, so many times. */
    public void fail(Fault fault, Predicate<String> where, int times) {
        trouble = new Trouble(fault, where, new AtomicInteger(times));
        if (fault == Fault.UNAVAILABLE) {
            cut();
        }
    }

    /** One time in about {@code n} that the server says something, it is cut off instead. */
    public void failSome(int n) {
        every = n;
    }

    /** This happens after such words of a client, before the server hears them. */
    public void after(Predicate<String> said, Runnable then) {
        happening = then;
        when = said;
    }

    public void calm() {
        when = said -> false;
        every = 0;
        trouble = Trouble.NONE;
        synchronized (this) {
            notifyAll();
        }
    }

    /** Connections that were begun, with those that were refused. */
    public long connections() {
        return connections.get();
    }

    public void cut() {
        ends.forEach(Wire::close);
    }

    @Override
    public void close() {
        close(entrance);
        calm();
        cut();
    }

    private void answer() throws IOException {
        while (!entrance.isClosed()) {
            Socket client = entrance.accept();
            connections.incrementAndGet();
            if (trouble.fault() == Fault.UNAVAILABLE || server == 0) {
                close(client);
            } else {
                connect(client);
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket other = new Socket(InetAddress.getLoopbackAddress(), server);
            // what is said in small pieces would wait to be acknowledged
            client.setTcpNoDelay(true);
            other.setTcpNoDelay(true);
            new Conversation(client, other).begin();
        } catch (IOException e) {
            LOG.debug("nobody answers at the other end: {}", e.toString());
            close(client);
        }
    }

    private synchronized void awaitCalm(Trouble during) throws InterruptedException {
        while (trouble == during) {
            wait();
        }
    }

    private interface Talk {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Talk talk) {
        Thread thread = new Thread(() -> {
            try {
                talk.run();
            } catch (IOException e) {
                LOG.debug("a wire ends: {}", e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable end) {
        try {
            end.close();
        } catch (Exception e) {
            throw new IllegalStateException("an end that cannot be closed", e);
        }
    }

    private final class Conversation {
        private final Socket client;
        private final Socket server;
        private volatile String said = "";

        Conversation(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void begin() {
            ends.add(client);
            ends.add(server);
            start(() -> pass(this::up));
            start(() -> pass(this::down));
        }

        private void pass(Talk talk) throws IOException, InterruptedException {
            try {
                talk.run();
            } finally {
                ends.remove(client);
                ends.remove(server);
                client.close();
                server.close();
            }
        }

        private void up() throws IOException {
            byte[] part = new byte[1 << 16];
            for (int length = client.getInputStream().read(part); length >= 0; length = client.getInputStream().read(part)) {
                String now = said + new String(part, 0, length, StandardCharsets.ISO_8859_1);
                said = now.substring(Math.max(0, now.length() - HEARD));
                if (when.test(new String(part, 0, length, StandardCharsets.ISO_8859_1))) {
                    happening.run();
                }
                server.getOutputStream().write(part, 0, length);
            }
        }

        private void down() throws IOException, InterruptedException {
            byte[] part = new byte[1 << 16];
            for (int length = server.getInputStream().read(part); length >= 0; length = server.getInputStream().read(part)) {
                Trouble now = trouble;
                if (every > 0 && Long.remainderUnsigned((words.incrementAndGet() * GOLDEN) >>> 33, every) == 0) {
                    return;
                }
                if (now.where().test(said) && now.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    if (!garbled(now, Arrays.copyOf(part, length))) {
                        return;
                    }
                } else {
                    client.getOutputStream().write(part, 0, length);
                }
            }
        }

        /** @return false if the connection ends with it */
        private boolean garbled(Trouble now, byte[] part) throws IOException, InterruptedException {
            switch (now.fault()) {
                case TRUNCATED -> client.getOutputStream().write(part, 0, part.length / 2);
                case MALFORMED -> client.getOutputStream().write("\u0000{{{ nothing that means anything\r\n".getBytes(StandardCharsets.US_ASCII));
                case HTML -> client.getOutputStream().write("<html><body>Please log in</body></html>\r\n".getBytes(StandardCharsets.US_ASCII));
                case ANSWER_LOST -> client.getOutputStream().write((refusal + "\r\n").getBytes(StandardCharsets.US_ASCII));
                case HANGS, ANSWER_LATE -> awaitCalm(now);
                case CONNECTION_CUT, UNAVAILABLE -> client.getOutputStream().flush();
                default -> throw new IllegalArgumentException("nothing on a wire is like " + now.fault());
            }
            return now.fault() == Fault.ANSWER_LOST;
        }
    }
}
