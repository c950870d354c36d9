package io.serai.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Sends bytes to a port of this machine exactly as they are given, and reads the answer until the server closes. */
public final class RawHttp {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int LONGEST_ANSWER = 1 << 22;

    private RawHttp() {
    }

    /**
     * An answer.
     *
     * @param status -1 if the server closed without one
     * @param head   status line and headers
     */
    public record Answer(int status, String head, String body) {
    }

    public static Answer send(int port, String method, String target, String... headers) {
        StringBuilder request = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(port, request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    public static Answer send(int port, byte[] request) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String basic(String name, String password) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static Answer read(InputStream in) throws IOException {
        String text = new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(-1, text, "");
        }
        return new Answer(Integer.parseInt(text.split(" ", 3)[1].trim()), text.substring(0, end), text.substring(end + 4));
    }
}
