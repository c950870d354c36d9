package io.serai.connector;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A system on a free port of this machine that keeps what arrives byte by byte, as no HTTP library has read it. It answers one request a
 * connection with JSON, and says that it closes the connection: whatever comes after that request is a fault.
 */
final class RawVendor implements AutoCloseable {

    private static final int HEAD = 64 << 10;
    private static final int BODY = 16 << 20;
    private static final int PATIENCE_MILLIS = 10_000;

    /** One request as it came over the wire; {@code head} without its last line break, each octet one character. */
    record Request(String head, byte[] body) {

        String line() {
            return head.split("\r\n", 2)[0];
        }

        List<String> headers() {
            List<String> lines = List.of(head.split("\r\n", -1));
            return lines.subList(1, lines.size());
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Function<Request, String> answer;
    private final ServerSocket socket;

    /** @param answer the JSON with which a request is answered, always with 200 */
    RawVendor(Function<Request, String> answer) {
        this.answer = answer;
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
            connection.setSoTimeout(PATIENCE_MILLIS);
            String head = head(in);
            Request request = new Request(head, body(in, head));
            requests.add(request);
            connection.getOutputStream().write(answer(request));
            connection.shutdownOutput();
            int more = in.read();
            if (more >= 0) {
                faults.add("octet " + more + " after the end of a request: " + head.lines().findFirst().orElse(""));
            }
        } catch (SocketException e) {
            // a client may reset a connection that it has its answer from
            if (!socket.isClosed() && !"Connection reset".equals(e.getMessage())) {
                faults.add(e.toString());
            }
        } catch (IOException | NumberFormatException e) {
            faults.add(e.toString());
        }
    }

    private byte[] answer(Request request) {
        byte[] body = answer.apply(request).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** @return what stands before the empty line */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            head.append((char) octet);
            int length = head.length();
            if (octet == '\n' && length >= 4 && head.substring(length - 4).equals("\r\n\r\n")) {
                return head.substring(0, length - 4);
            }
            if (length > HEAD) {
                throw new IOException("a head of more than " + HEAD + " octets: " + head.substring(0, 100));
            }
        }
        throw new EOFException("the connection ended in a head: " + head.substring(0, Math.min(100, head.length())));
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
        return chunked ? chunks(in) : lengths.isEmpty() ? new byte[0] : octets(in, Integer.parseInt(lengths.get(0)));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.writeBytes(octets(in, size));
            line(in);
            if (body.size() > BODY) {
                throw new IOException("a body of more than " + BODY + " octets");
            }
        }
        line(in);
        return body.toByteArray();
    }

    private static byte[] octets(InputStream in, int many) throws IOException {
        if (many > BODY) {
            throw new IOException("a body of " + many + " octets");
        }
        byte[] octets = in.readNBytes(many);
        if (octets.length < many) {
            throw new EOFException("the connection ended in a body");
        }
        return octets;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    String address() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What came that is no HTTP, or more than one request, since the start. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    void forget() {
        requests.clear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
