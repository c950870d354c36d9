import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes signed Datadog webhooks, a line each: the signature, a tab, the body. One in ten repeats the event before it.
 * Usage: java Events.java FILE COUNT SECRET RUN [CYCLES]
 */
final class Events {

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        int count = Integer.parseInt(args[1]);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(args[2].getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        long now = System.currentTimeMillis();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[0])), 1 << 20)) {
            for (int i = 0; i < count; i++) {
                int event = i % 10 == 9 ? i - 1 : i;
                String body = """
                    {"id":"%s-%d","alert_cycle_key":"%s-%d","alert_transition":"Triggered","alert_type":"error","priority":"P3",\
                    "title":"[Triggered on {host:web-%d}] Load on the web tier","body":"The request queue of web-%d is longer than 200.",\
                    "last_updated":"%d","event_type":"metric_alert_monitor","monitor_id":"77","scopes":"host:web-%d","hostname":"web-%d",\
                    "tags":"env:load,service:web"}""".formatted(args[3], event, args[3], event, event % 50, event % 50, now + event, event % 50, event % 50);
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                out.write(("sha256=" + HexFormat.of().formatHex(mac.doFinal(bytes)) + "\t").getBytes(StandardCharsets.US_ASCII));
                out.write(bytes);
                out.write('\n');
            }
        }
    }
}
