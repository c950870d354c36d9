package io.serai.connector;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A port of this machine that nobody may call, and a class that nobody may make, by whatever reader. */
final class Tripwire implements AutoCloseable {

    private static final AtomicInteger MADE = new AtomicInteger();

    private final AtomicInteger calls = new AtomicInteger();
    private final ServerSocket socket;

    /** Tells when it is made: by its constructor, a setter, or out of a stream. */
    static class Bait implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        private String url;

        Bait() {
            MADE.incrementAndGet();
        }

        public String getUrl() {
            return url;
        }

        public void setUrl(String url) {
            this.url = url;
            MADE.incrementAndGet();
        }

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            MADE.incrementAndGet();
        }
    }

    Tripwire() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread listener = new Thread(this::listen, "tripwire");
        listener.setDaemon(true);
        listener.start();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try (Socket call = socket.accept()) {
                calls.incrementAndGet();
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    int calls() {
        return calls.get();
    }

    static int made() {
        return MADE.get();
    }

    static void forget() {
        MADE.set(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
