package io.serai.crash;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The hub in a process of its own, with its own embedded PostgreSQL unless its environment names another: unpacked from the jar, as the container's image
 * runs it, or as the jar itself.
 */
final class HubProcess {

    static final Path JAR = Path.of("target", "serai.jar").toAbsolutePath();
    private static final Path UNPACKED = Path.of("target", "hub", "serai.jar").toAbsolutePath();
    static final String PASSWORD = "for-tests-only";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Path program;
    private final int port;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private Process process;

    HubProcess(Path home, Map<String, String> environment, List<String> arguments) throws IOException {
        this(UNPACKED, home, environment, arguments);
    }

    /** @param program {@link #JAR}, to run it as {@code java -jar target/serai.jar} does */
    HubProcess(Path program, Path home, Map<String, String> environment, List<String> arguments) throws IOException {
        this.program = program;
        this.home = home;
        this.environment = environment;
        this.arguments = arguments;
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
    }

    /** @return milliseconds until it was ready */
    long start() throws IOException {
        long begin = System.nanoTime();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx768m",
            "-XX:TieredStopAtLevel=1", "-jar", program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
        builder.environment().remove("SERAI_DATABASE_URL");
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("SERAI_HOME", home.toString(), "SERAI_PORT", Integer.toString(port), "SERAI_ADMIN_PASSWORD", PASSWORD));
        process = builder.start();
        await().atMost(180, TimeUnit.SECONDS).pollInterval(100, TimeUnit.MILLISECONDS).until(this::ready);
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private boolean ready() throws InterruptedException, IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the hub ended with " + process.exitValue() + ":\n" + tail());
        }
        try {
            return http.send(HttpRequest.newBuilder(uri("/actuator/health/readiness")).timeout(Duration.ofSeconds(2)).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The end that nobody can prepare for. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(path)));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** As the admin. */
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        String user = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return http.send(request.timeout(Duration.ofSeconds(30)).header("Authorization", "Basic " + user).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Hands over every item of a list, page by page. */
    void each(String path, Consumer<JsonNode> item) throws IOException, InterruptedException {
        String after = "";
        do {
            JsonNode page = get(path + "?size=500" + after);
            page.get("items").forEach(item);
            after = page.has("next") ? "&after=" + page.get("next").asText() : "";
        } while (!after.isEmpty());
    }

    File log() {
        return home.resolve("hub.log").toFile();
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log().toPath());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }
}
