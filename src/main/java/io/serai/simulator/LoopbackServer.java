package io.serai.simulator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A small HTTP/1.1 server on a free port of this machine: connections that last, bodies with a length or in chunks, at most 64 connections at once. Other than the
 * JDK's it lets each byte of an answer be chosen, its date as well.
 */
final class LoopbackServer implements AutoCloseable {

    private static final int CONNECTIONS = 64;
    private static final int IDLE_MILLIS = 60_000;
    private static final int LONGEST_LINE = 64 << 10;
    private static final int LONGEST_BODY = 8 << 20;

    private final ServerSocket socket;
    private final Handler handler;
    private final ThreadPoolExecutor threads;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /** Answers calls; at once, from several threads. */
    interface Handler {
        /** @return false if the connection is to be closed */
        boolean handle(Call call, OutputStream out) throws IOException, InterruptedException;
    }

    LoopbackServer(String name, Handler handler) {
        this.handler = handler;
        try {
            socket = new ServerSocket(0, CONNECTIONS, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = new ThreadPoolExecutor(0, 2 * CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> thread(work, name));
        thread(this::accept, name + "-door").start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                if (connections.size() >= CONNECTIONS) {
                    connection.close();
                } else {
                    connections.add(connection);
                    threads.execute(() -> serve(connection));
                }
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            connection.setSoTimeout(IDLE_MILLIS);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = new BufferedOutputStream(connection.getOutputStream());
            boolean stay = true;
            while (stay) {
                Call call = read(in, out);
                stay = call != null && handler.handle(call, out) && !call.header("Connection").equalsIgnoreCase("close");
                out.flush();
            }
        } catch (SocketTimeoutException | SocketException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    /** @return {@code null} if there is none any more */
    private static Call read(InputStream in, OutputStream out) throws IOException {
        String first = line(in);
        if (first == null || first.isEmpty()) {
            return null;
        }
        String[] request = first.split(" ");
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon), name -> new ArrayList<>()).add(header.substring(colon + 1).strip());
        }
        if (headers.getOrDefault("Expect", List.of()).contains("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        URI uri = URI.create(request[1]);
        return new Call(request[0], uri.getPath(), uri.getRawQuery(), headers, new String(body(headers, in), StandardCharsets.UTF_8));
    }

    private static byte[] body(Map<String, List<String>> headers, InputStream in) throws IOException {
        if (headers.containsKey("Transfer-Encoding")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                body.write(in.readNBytes(size));
                line(in);
                if (body.size() > LONGEST_BODY) {
                    throw new SocketException("the body is too long");
                }
            }
            line(in);
            return body.toByteArray();
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", List.of("0")).get(0));
        if (length > LONGEST_BODY) {
            throw new SocketException("the body is too long");
        }
        return in.readNBytes(length);
    }

    private static int chunk(InputStream in) throws IOException {
        String size = line(in);
        return size == null ? 0 : Integer.parseInt(size.split(";")[0].strip(), 16);
    }

    /** @return {@code null} at the end */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                return null;
            }
            if (one != '\r') {
                line.write(one);
            }
            if (line.size() > LONGEST_LINE) {
                throw new SocketException("a line is too long");
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
