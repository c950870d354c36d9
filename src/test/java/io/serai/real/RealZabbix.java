package io.serai.real;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.GZIPInputStream;

/**
 * A Zabbix server and its frontend of Debian's packages, with all that they write in one folder and a database of their own in the tests'
 * PostgreSQL. That is newer than Zabbix 6.0 supports, and does ({@code AllowUnsupportedDBVersions}).
 */
final class RealZabbix implements AutoCloseable {

    private static final Path SQL = Path.of("/usr/share/zabbix-server-pgsql");
    private static final Path FRONTEND = Path.of("/usr/share/zabbix");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHUNK = 1 << 20;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final RealProcess server;
    private final RealProcess frontend;
    private final int trapper;
    private final String url;
    private String session;

    private RealZabbix(RealProcess server, RealProcess frontend, int trapper, String url) {
        this.server = server;
        this.frontend = frontend;
        this.trapper = trapper;
        this.url = url;
    }

    static RealZabbix start(Path folder) throws Exception {
        // before the rest: otherwise the package php brings Apache along
        RealProcess.require("php", "php-cli php-cgi");
        RealProcess.require("zabbix_server", "zabbix-server-pgsql zabbix-frontend-php php-pgsql");
        URI database = URI.create(TestDatabase.fresh().substring("jdbc:".length()));
        load(database);
        int trapper = portBelow32768();
        int web = RealProcess.freePort();
        RealProcess frontend = frontend(folder, database, trapper, web);
        try {
            RealZabbix zabbix = new RealZabbix(server(folder, database, trapper), frontend, trapper, "http://127.0.0.1:" + web);
            zabbix.logIn();
            return zabbix;
        } catch (Exception | Error e) {
            frontend.close();
            throw e;
        }
    }

    /** The highest port that zabbix_server's ListenPort takes is 32767; the system hands out higher ones. */
    private static int portBelow32768() throws IOException {
        BindException last = null;
        for (int tries = 0; tries < 100; tries++) {
            try (ServerSocket socket = new ServerSocket(ThreadLocalRandom.current().nextInt(20_000, 32_768), 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                last = taken;
            }
        }
        throw last;
    }

    private static RealProcess server(Path folder, URI database, int trapper) throws IOException {
        Path conf = Files.writeString(folder.resolve("zabbix_server.conf"), """
            LogType=console
            PidFile=%1$s/zabbix_server.pid
            SocketDir=%1$s
            ListenIP=127.0.0.1
            ListenPort=%2$d
            DBHost=127.0.0.1
            DBPort=%3$d
            DBName=%4$s
            DBUser=postgres
            AllowRoot=1
            AllowUnsupportedDBVersions=1
            CacheUpdateFrequency=1
            StartPollers=1
            StartPreprocessors=1
            StartTrappers=2
            StartPingers=0
            StartDiscoverers=0
            StartHTTPPollers=0
            StartDBSyncers=1
            StartEscalators=1
            StartAlerters=1
            """.formatted(folder, trapper, database.getPort(), database.getPath().substring(1)));
        return RealProcess.start(folder, "/usr/sbin/zabbix_server", "--foreground", "--config", conf.toString());
    }

    /** PHP's own web server over a copy of the frontend: Debian's looks for its settings in /etc, the copy beside itself. */
    private static RealProcess frontend(Path folder, URI database, int trapper, int web) throws IOException, InterruptedException {
        Path copy = folder.resolve("frontend");
        try (RealProcess cp = RealProcess.start(folder, "/bin/cp", "-rL", FRONTEND.toString(), copy.toString())) {
            cp.succeed(PATIENCE);
        }
        Path settings = copy.resolve("zabbix.conf.php");
        Files.writeString(settings, """
            <?php
            $DB['TYPE'] = 'POSTGRESQL';
            $DB['SERVER'] = '127.0.0.1';
            $DB['PORT'] = '%d';
            $DB['DATABASE'] = '%s';
            $DB['USER'] = 'postgres';
            $DB['PASSWORD'] = '';
            $DB['SCHEMA'] = '';
            $DB['ENCRYPTION'] = false;
            $DB['DOUBLE_IEEE754'] = true;
            $ZBX_SERVER = '127.0.0.1';
            $ZBX_SERVER_PORT = '%d';
            $IMAGE_FORMAT_DEFAULT = IMAGE_FORMAT_PNG;
            """.formatted(database.getPort(), database.getPath().substring(1), trapper));
        Path reader = copy.resolve("include/classes/core/CConfigFile.php");
        Files.writeString(reader, Files.readString(reader).replace("'/etc/zabbix/zabbix.conf.php'", "'" + settings + "'"));
        return RealProcess.start(folder, "/usr/bin/php", "-S", "127.0.0.1:" + web, "-t", copy.toString());
    }

    private static void load(URI database) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:" + database); Statement statement = connection.createStatement()) {
            statement.execute(new String(sql("schema").readAllBytes(), StandardCharsets.UTF_8));
            statement.execute(new String(sql("images").readAllBytes(), StandardCharsets.UTF_8));
            load(statement);
        }
    }

    /** Statement by statement it takes a minute, all at once some hundred MB. A line ends a statement if no text is open in it. */
    private static void load(Statement statement) throws IOException, SQLException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(sql("data"), StandardCharsets.UTF_8))) {
            StringBuilder chunk = new StringBuilder();
            boolean inText = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                chunk.append(line).append('\n');
                inText ^= line.chars().filter(c -> c == '\'').count() % 2 == 1;
                if (!inText && chunk.length() > CHUNK && line.endsWith(";")) {
                    statement.execute(chunk.toString());
                    chunk.setLength(0);
                }
            }
            statement.execute(chunk.toString());
        }
    }

    private static InputStream sql(String name) throws IOException {
        return new GZIPInputStream(Files.newInputStream(SQL.resolve(name + ".sql.gz")));
    }

    private void logIn() {
        await().atMost(PATIENCE).pollInSameThread().ignoreException(ConnectException.class).until(() -> {
            server.alive();
            frontend.alive();
            session = answer(null, "user.login", "{\"username\":\"Admin\",\"password\":\"zabbix\"}").asText();
            return true;
        });
    }

    String url() {
        return url;
    }

    String version() throws IOException, InterruptedException {
        return answer(null, "apiinfo.version", "[]").asText();
    }

    /** Calls the API as Admin. */
    JsonNode call(String method, String params) throws IOException, InterruptedException {
        return answer(session, method, params);
    }

    /** Calls a method that makes one thing, and returns its id. */
    String make(String method, JsonNode params) throws IOException, InterruptedException {
        return call(method, params.toString()).elements().next().get(0).asText();
    }

    String make(String method, String params) throws IOException, InterruptedException {
        return make(method, json.readTree(params));
    }

    private JsonNode answer(String auth, String method, String params) throws IOException, InterruptedException {
        ObjectNode call = json.createObjectNode().put("jsonrpc", "2.0").put("method", method).put("id", 1);
        call.set("params", json.readTree(params));
        if (auth != null) {
            call.put("auth", auth);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api_jsonrpc.php")).timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(call.toString())).build();
        JsonNode answer = json.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        if (!answer.has("result")) {
            throw new IllegalStateException(method + ": " + answer.path("error"));
        }
        return answer.get("result");
    }

    /** Sends one value as zabbix_sender does, until the server knows the item. */
    void send(String host, String key, String value) {
        ObjectNode message = json.createObjectNode().put("request", "sender data");
        message.putArray("data").addObject().put("host", host).put("key", key).put("value", value);
        await().atMost(PATIENCE).until(() -> exchange(message.toString()), answer -> answer.contains("processed: 1;"));
    }

    /** Zabbix's header: ZBXD, flags 1, length of the data as 8 bytes, little-endian (Zabbix 6.0 manual, protocols, header). */
    private String exchange(String message) throws IOException {
        byte[] data = message.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), trapper)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(ByteBuffer.allocate(13 + data.length).order(ByteOrder.LITTLE_ENDIAN).put("ZBXD\1".getBytes(StandardCharsets.US_ASCII))
                .putLong(data.length).put(data).array());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws InterruptedException {
        frontend.close();
        server.close();
    }
}
