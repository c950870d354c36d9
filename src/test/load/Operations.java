import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The operations endpoint of the load measurement: does whatever it is asked, at once. Appends a line for each action it carries out, the
 * time in milliseconds and the host, to a file; GET /counts answers how many, and how many came with an idempotency key it knew.
 * Usage: java Operations.java PORT FILE
 */
final class Operations {

    public static void main(String[] args) throws IOException {
        Set<String> keys = ConcurrentHashMap.newKeySet();
        AtomicLong repeated = new AtomicLong();
        Writer calls = Files.newBufferedWriter(Path.of(args[1]));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 100);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", exchange -> {
            long now = System.currentTimeMillis();
            String path = exchange.getRequestURI().getPath();
            exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("POST")) {
                if (keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"))) {
                    synchronized (calls) {
                        calls.write(now + " " + path.split("/")[2] + "\n");
                        calls.flush();
                    }
                } else {
                    repeated.incrementAndGet();
                }
            }
            String text = path.equals("/counts") ? "{\"actions\":" + keys.size() + ",\"repeated\":" + repeated + "}"
                : "{\"state\":\"running\",\"outcome\":\"done\"}";
            byte[] answer = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }
}
