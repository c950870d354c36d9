package io.serai.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Sends one answer, whole or as a fault wants it. */
final class SendAnswer {

    /** RFC 9110, 5.6.7. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LARGE = 2 << 20;
    private static final int BOMB = 64 << 20;
    private static final long PATIENCE_MILLIS = 60_000;
    private static final long DRIP_MILLIS = 50;

    private final OutputStream out;
    private final Instant now;
    private final Faults faults;

    /** @param now the time that the system says it is */
    SendAnswer(OutputStream out, Instant now, Faults faults) {
        this.out = out;
        this.now = now;
        this.faults = faults;
    }

    /** What would be answered if nothing went wrong; asking does what was asked. */
    interface Serve {
        Answer answer() throws IOException;
    }

    /** @return true: the connection may be used again */
    boolean whole(Answer answer) throws IOException {
        head(answer, "Content-Length: " + answer.body().length);
        out.write(answer.body());
        return true;
    }

    /** @return false if the connection is to be closed */
    boolean faulty(Fault fault, Serve serve) throws IOException, InterruptedException {
        return switch (fault) {
            case SERVER_ERROR -> whole(Answer.html(500, "Internal Server Error"));
            case UNAVAILABLE -> whole(Answer.html(503, "Service Unavailable"));
            case MALFORMED -> whole(Answer.of(200, "{\"result\": [{\"number\": \"INC1\", \"note\": \"said \"hello\" twice\"}]}"));
            case HTML -> whole(Answer.html(200, "Log in"));
            case EMPTY -> whole(Answer.of(200, ""));
            case REDIRECT -> whole(Answer.html(302, "Found").with("Location", "/elsewhere"));
            case OVERSIZED -> whole(Answer.of(200, "{\"result\": \"" + "x".repeat(LARGE) + "\"}"));
            case GZIP_BOMB -> whole(Answer.of(200, "").with("Content-Encoding", "gzip").with(bomb()));
            case TRUNCATED -> truncated(serve.answer());
            case HANGS -> {
                faults.awaitCalm(PATIENCE_MILLIS);
                yield false;
            }
            case TRICKLES -> trickling();
            case ANSWER_LOST -> {
                serve.answer();
                yield whole(Answer.html(502, "Bad Gateway"));
            }
            case ANSWER_LATE -> {
                serve.answer();
                faults.awaitCalm(PATIENCE_MILLIS);
                yield false;
            }
            case CONNECTION_CUT -> {
                serve.answer();
                yield false;
            }
            default -> throw new IllegalArgumentException(fault + " is the vendor's to answer");
        };
    }

    private void head(Answer answer, String length) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" -\r\nDate: ").append(DATE.format(now)).append("\r\n");
        answer.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (answer.status() != 204) {
            head.append(length).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private boolean truncated(Answer answer) throws IOException {
        byte[] body = answer.body().length > 1 ? answer.body() : "{\"result\":[]}".getBytes(StandardCharsets.UTF_8);
        head(answer, "Content-Length: " + body.length);
        out.write(Arrays.copyOf(body, body.length / 2));
        return false;
    }

    private boolean trickling() throws IOException, InterruptedException {
        head(Answer.of(200, " "), "Content-Length: " + LARGE);
        do {
            out.write(' ');
            out.flush();
        } while (!faults.awaitCalm(DRIP_MILLIS));
        return false;
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] blanks = new byte[1 << 16];
            Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < BOMB / blanks.length; i++) {
                gzip.write(blanks);
            }
        }
        return packed.toByteArray();
    }
}
