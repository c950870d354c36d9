package io.serai.connector;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A system on a free port of this machine that keeps what arrives byte by byte, as no HTTP library has read it, and answers every request
 * with the same JSON.
 */
final class RawVendor implements AutoCloseable {

    private static final int HEAD = 1 << 16;
    private static final int BODY = 4 << 20;

    /** One request as it came over the wire; {@code head} without its last line break, each octet one character. */
    record Request(String head, byte[] body) {

        String line() {
            return head.split("\r\n", 2)[0];
        }

        List<String> headers() {
            return List.of(head.split("\r\n")).subList(1, head.split("\r\n").length);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final byte[] answer;
    private final ServerSocket socket;

    RawVendor(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        answer = bytes.toByteArray();
        try {
            socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::listen);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "raw-vendor");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                start(() -> serve(connection));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection; InputStream in = new BufferedInputStream(connection.getInputStream())) {
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                requests.add(new Request(head, body(in, head)));
                connection.getOutputStream().write(answer);
                connection.getOutputStream().flush();
            }
        } catch (IOException e) {
            if (!socket.isClosed() && !"Connection reset".equals(e.getMessage())) {
                faults.add(e.toString());
            }
        }
    }

    /** @return what stands before the empty line; empty if the connection ends first */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            head.append((char) octet);
            int length = head.length();
            if (length >= 4 && head.substring(length - 4).equals("\r\n\r\n")) {
                return head.substring(0, length - 4);
            }
            if (length > HEAD) {
                throw new IOException("a head of more than " + HEAD + " octets");
            }
        }
        if (head.length() > 0) {
            throw new IOException("the connection ended in a head: " + head.substring(0, Math.min(100, head.length())));
        }
        return "";
    }

    private static byte[] body(InputStream in, String head) throws IOException {
        List<String> lengths = new ArrayList<>();
        boolean chunked = false;
        for (String line : head.split("\r\n")) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                lengths.add(line.substring(15).strip());
            }
            chunked |= line.regionMatches(true, 0, "transfer-encoding:", 0, 18);
        }
        if (lengths.size() > 1 || chunked && !lengths.isEmpty()) {
            throw new IOException("the length of a body is said twice");
        }
        if (chunked) {
            return chunks(in);
        }
        return lengths.isEmpty() ? new byte[0] : in.readNBytes(Math.min(BODY, Integer.parseInt(lengths.get(0))));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.writeBytes(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What came that is no HTTP. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    void forget() {
        requests.clear();
        faults.clear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
